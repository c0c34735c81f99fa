package io.leadflip.bench.voice.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class StampTest {
    @Test
    void shouldSurviveDecodingAndEncoding() {
        // Given
        byte[] text = Phone.silence(216);
        Stamp.write(text, 0, 399, 70_000, 5_000_000_000L);
        // When
        byte[] again =
                Base64.getEncoder().encode(Base64.getDecoder().decode(new String(text, 0, 216)));
        // Then
        assertThat(Stamp.isAt(again, 0)).isTrue();
        assertThat(Stamp.call(again, 0)).isEqualTo(399);
        assertThat(Stamp.number(again, 0)).isEqualTo(70_000);
        assertThat(Stamp.age(again, 0, 5_000_100_000L)).isEqualTo(100_000);
    }

    @Test
    void shouldNotTakeSilenceForAStamp() {
        assertThat(Stamp.isAt(Phone.silence(32), 0)).isFalse();
    }
}
