package io.leadflip.bench.voice.sim;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecognisedTest {
    private final Recognised recognised = new Recognised();

    private int audioIn(String message) {
        return recognised.audio(message.getBytes(US_ASCII), 0, message.length());
    }

    @Test
    void shouldFindAudioInAMessageOfTheSameShape() {
        // Given
        String first = "{\"a\":\"AAAA\",\"b\":1}";
        // When
        recognised.learn(first.getBytes(US_ASCII), 0, first.length(), "AAAA");
        // Then
        assertThat(audioIn("{\"a\":\"BBBBBBBB\",\"b\":1}")).isEqualTo(6);
        assertThat(audioIn("{\"a\":\"BBBB\",\"b\":2}")).isNegative();
        assertThat(audioIn("{\"a\":\"BB\",\"c\":\"BB\",\"b\":1}")).isNegative();
    }
}
