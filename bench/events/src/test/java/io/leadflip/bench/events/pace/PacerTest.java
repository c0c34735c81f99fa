package io.leadflip.bench.events.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PacerTest {
    @Test
    void shouldSpreadEventsEvenly() {
        // When
        var schedule = new Schedule(5_000_000_000L, 300);
        // Then
        assertThat(schedule.dueNanos(0)).isEqualTo(5_000_000_000L);
        assertThat(schedule.dueNanos(300)).isEqualTo(6_000_000_000L);
        assertThat(schedule.microsLate(300, 6_002_000_000L)).isEqualTo(2000);
    }

    @Test
    void shouldNeverSendBeforeAnEventIsDue() {
        // Given
        var schedule = new Schedule(System.nanoTime() + 2_000_000, 2000);
        var sentAt = new ArrayList<Long>();
        // When
        new Pacer(schedule, 50).run(index -> sentAt.add(System.nanoTime()));
        // Then
        for (var index = 0; index < 50; index++) {
            assertThat(sentAt.get(index)).isGreaterThanOrEqualTo(schedule.dueNanos(index));
        }
    }

    @Test
    void shouldCountAStallOfTheSenderAgainstEveryEventDueInIt() {
        // Given a sender that stalls for 30 ms at its first event
        var schedule = new Schedule(System.nanoTime(), 1000);
        var pacer = new Pacer(schedule, 10);
        var stall = schedule.dueNanos(0) + 30_000_000;
        // When
        pacer.run(
                index -> {
                    while (index == 0 && System.nanoTime() < stall) {
                        LockSupport.parkNanos(100_000);
                    }
                });
        // Then
        assertThat(pacer.lagMicros()[1]).isGreaterThanOrEqualTo(28_000);
        assertThat(pacer.lagMicros()[9]).isGreaterThanOrEqualTo(20_000);
    }
}
