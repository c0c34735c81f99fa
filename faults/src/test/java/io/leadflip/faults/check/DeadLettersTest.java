package io.leadflip.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLettersTest {
    private final DeadLetters letters =
            new DeadLetters(
                    Map.of(
                            "intake", List.of("(1,event-a)", "(2,event-b)", "(3,event-b)"),
                            "notify", List.of("(4,event-a)")));

    @Test
    void shouldFindNothingWhenExactlyThoseWhoListenGaveItUp() {
        assertThat(
                        letters.misplaced(
                                Map.of(
                                        "event-a", Set.of("intake", "notify"),
                                        "event-b", Set.of("intake"),
                                        "event-c", Set.of())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "event-a, intake, 'dead letters of event-a lie in [intake, notify], not in [intake]'",
        "event-b, notify, 'dead letters of event-b lie in [intake], not in [notify]'",
        "event-c, calls, 'dead letters of event-c lie in [], not in [calls]'"
    })
    void shouldNameWhatLiesElsewhere(String event, String schema, String finding) {
        assertThat(letters.misplaced(Map.of(event, Set.of(schema)))).containsExactly(finding);
    }

    @Test
    void shouldNameWhatOneServiceGaveUpTwice() {
        assertThat(letters.heldTwice(List.of("event-a", "event-b"))).containsExactly("event-b");
    }
}
