package io.leadflip.calls.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderPatienceTest {
    private static final Instant START = Instant.parse("2026-11-27T16:00:00Z");
    private static final Duration WAIT = Duration.ofMinutes(10);

    private final ProviderPatience patience =
            new ProviderPatience(
                    Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofHours(24));

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 20", "3, 40", "4, 80", "5, 120", "6, 120", "100000, 120"})
    void shouldAskTheLessOftenTheLongerItWaits(int inVain, long seconds) {
        assertThat(patience.pause(inVain)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"1, false", "144, false", "145, true", "1000, true"})
    void shouldGiveUpAfterADayOfWaiting(int tries, boolean over) {
        // Given: one try every ten minutes
        List<Instant> inVain =
                IntStream.range(0, tries).mapToObj(i -> START.plus(WAIT.multipliedBy(i))).toList();
        // Then
        assertThat(patience.over(inVain, WAIT)).isEqualTo(over);
    }

    @Test
    void shouldNotCountTheTimeInWhichNobodyWasCalled() {
        // Given: a minute on Saturday evening, a minute on Monday morning
        List<Instant> inVain =
                List.of(
                        START,
                        START.plus(Duration.ofMinutes(1)),
                        START.plus(Duration.ofHours(40)),
                        START.plus(Duration.ofHours(40)).plusSeconds(60));
        // Then
        assertThat(patience.over(inVain, WAIT)).isFalse();
    }
}
