package io.leadflip.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelephoneAudioTest {
    /// Codes from ITU-T G.711 table 2b, sample values scaled to 16 bits.
    @ParameterizedTest
    @CsvSource({
        "0, 0xFF",
        "32124, 0x80",
        "-32124, 0x00",
        "32767, 0x80",
        "-32768, 0x00",
        "132, 0xEF",
        "-132, 0x6F"
    })
    void shouldCodeSamplesAsTheStandardSays(int sample, String code) {
        // When
        var coded = TelephoneAudio.mulaw(sample);
        // Then
        assertThat(Byte.toUnsignedInt(coded)).isEqualTo(Integer.decode(code));
    }

    @Test
    void shouldMakeEightBytesOfEveryMillisecond() {
        // When
        var audio = TelephoneAudio.fromPcm24k(new byte[24 * 2 * 100]);
        // Then
        assertThat(audio).hasSize(800).containsOnly(0xFF);
    }

    @Test
    void shouldKeepSpeechAndRemoveWhatWouldFoldBackIntoIt() {
        // When
        var speech = loudness(TelephoneAudio.fromPcm24k(tone(1_000)));
        var hiss = loudness(TelephoneAudio.fromPcm24k(tone(7_000)));
        // Then
        assertThat(speech).isGreaterThan(20 * hiss);
    }

    private static byte[] tone(int hertz) {
        var pcm = new byte[24_000 * 2];
        for (int i = 0; i < 24_000; i++) {
            var sample = (short) (12_000 * Math.sin(2 * Math.PI * hertz * i / 24_000));
            pcm[2 * i] = (byte) sample;
            pcm[2 * i + 1] = (byte) (sample >> 8);
        }
        return pcm;
    }

    private static double loudness(byte[] mulaw) {
        double sum = 0;
        for (int i = 100; i < mulaw.length - 100; i++) {
            int bits = ~mulaw[i] & 0xFF;
            double magnitude = ((((bits & 0x0F) << 3) + 0x84) << (bits >> 4 & 7)) - 0x84;
            sum += magnitude * magnitude;
        }
        return Math.sqrt(sum / mulaw.length);
    }
}
