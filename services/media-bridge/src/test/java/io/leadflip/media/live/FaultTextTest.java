package io.leadflip.media.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class FaultTextTest {
    private final Throwable parsers =
            catchThrowable(() -> LocalDate.parse("the key is under the mat"));

    @Test
    void shouldKeepOurOwnWordsAndNotThoseOfOthers() {
        assertThat(FaultText.of(new Orchestrator.Refused(403)))
                .isEqualTo(
                        Orchestrator.Refused.class.getName()
                                + ": The orchestrator refused with 403");
        assertThat(FaultText.of(new IllegalStateException(parsers)))
                .isEqualTo(
                        "java.lang.IllegalStateException ← java.time.format.DateTimeParseException");
    }

    @Test
    void shouldTellWhereAFaultHappenedAndNothingOfWhatWasGiven() {
        assertThat(FaultText.withPlace(parsers))
                .contains("DateTimeParseException", "at java.base/java.time")
                .doesNotContain("under the mat");
    }
}
