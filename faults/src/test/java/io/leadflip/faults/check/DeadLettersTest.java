package io.leadflip.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private final DeadLetters letters =
            new DeadLetters(
                    Map.of(
                            "intake", List.of("(1,event-a)", "(2,event-b)", "(3,event-b)"),
                            "notify", List.of("(4,event-a)")));

    @Test
    void shouldFindAnEventInWhicheverServicesGaveItUp() {
        assertThat(letters.holdsAll(List.of("event-a", "event-b"))).isTrue();
        assertThat(letters.holdsAll(List.of("event-a", "event-c"))).isFalse();
        assertThat(letters.holdsAll(List.of("event-c"))).isFalse();
        assertThat(letters.count(List.of("event-a", "event-b"))).isEqualTo(4);
    }

    @Test
    void shouldNameWhatOneServiceGaveUpTwice() {
        assertThat(letters.heldTwice(List.of("event-a", "event-b"))).containsExactly("event-b");
    }
}
