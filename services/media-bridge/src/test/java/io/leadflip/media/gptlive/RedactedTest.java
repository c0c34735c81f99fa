package io.leadflip.media.gptlive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedactedTest {
    private static final String SECRET = "The key is under the mat";

    @Test
    void shouldPrintNothingThatWasSaid() {
        // When
        var printed =
                List.of(
                        new LiveEvent.OutputWords(SECRET, 0),
                        new LiveEvent.InputWords(SECRET, 0, 1),
                        new LiveEvent.FunctionCalled("call", "ask_advisor", SECRET));
        // Then
        assertThat(printed).allSatisfy(each -> assertThat(each.toString()).doesNotContain(SECRET));
    }
}
