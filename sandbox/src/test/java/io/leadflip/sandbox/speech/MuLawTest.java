package io.leadflip.sandbox.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuLawTest {

    /// G.711 table 2b: the value at each segment's first code, 14-bit scale, and the step between
    /// its sixteen values.
    @ParameterizedTest
    @CsvSource({
        "0x80, 8031, 256", "0x90, 3999, 128", "0xA0, 1983, 64", "0xB0, 975, 32",
        "0xC0, 471, 16", "0xD0, 219, 8", "0xE0, 93, 4", "0xF0, 30, 2"
    })
    void shouldDecodeLikeTheTableOfTheStandard(String first, int value, int step) {
        // Given
        int code = Integer.decode(first);
        for (int i = 0; i < 16; i++) {
            // When
            short positive = MuLaw.decode((byte) (code + i));
            short negative = MuLaw.decode((byte) (code + i - 0x80));
            // Then
            assertThat(positive).isEqualTo((short) (4 * (value - i * step)));
            assertThat(negative).isEqualTo((short) -(4 * (value - i * step)));
        }
    }

    @Test
    void shouldEncodeEveryDecodedValueToItsOwnCode() {
        for (int code = 0; code < 256; code++) {
            // Given
            short sample = MuLaw.decode((byte) code);
            // When
            byte encoded = MuLaw.encode(sample);
            // Then: the two zeros are one
            assertThat(encoded & 0xFF).isEqualTo(code == 0x7F ? 0xFF : code);
        }
    }

    @Test
    void shouldStayWithinHalfAStepForAnySample() {
        for (int sample = -32124; sample <= 32124; sample++) {
            // When
            int heard = MuLaw.decode(MuLaw.encode((short) sample));
            // Then
            assertThat(Math.abs(heard - sample)).isLessThanOrEqualTo(4 + Math.abs(sample) / 30);
        }
    }

    @Test
    void shouldClipTheLoudestSamples() {
        // When / Then
        assertThat(MuLaw.encode(Short.MAX_VALUE)).isEqualTo((byte) 0x80);
        assertThat(MuLaw.encode(Short.MIN_VALUE)).isEqualTo((byte) 0x00);
    }
}
