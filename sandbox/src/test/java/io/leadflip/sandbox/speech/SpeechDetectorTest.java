package io.leadflip.sandbox.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeechDetectorTest {
    private static final Voices VOICES = new Voices();

    @Test
    void shouldStartAndStopWithTheSpeechItHears() {
        // Given
        byte[] speech =
                VOICES.mulaw(
                        "Hello? Yes, this is me. The water heater is still leaking.", Voice.CALLEE);
        byte[] stream =
                VoicesTest.joined(VoicesTest.silence(8000), speech, VoicesTest.silence(12_000));
        // When
        List<SpeechDetector.Edge> edges = hear(new SpeechDetector(0.5, 500, 0), stream);
        // Then
        assertThat(edges).hasSize(2);
        assertThat(edges.get(0)).isInstanceOf(SpeechDetector.Edge.Started.class);
        assertThat(edges.get(0).atMs()).isCloseTo(1000 + voiceStart(speech), within(150L));
        assertThat(edges.get(1)).isInstanceOf(SpeechDetector.Edge.Stopped.class);
        assertThat(edges.get(1).atMs()).isCloseTo(1000 + voiceEnd(speech) + 500, within(150L));
    }

    @Test
    void shouldIgnoreAClick() {
        // Given
        byte[] click = VoicesTest.silence(160);
        Arrays.fill(click, 0, 40, (byte) 0x80);
        // When
        List<SpeechDetector.Edge> edges =
                hear(
                        new SpeechDetector(0.5, 500, 0),
                        VoicesTest.joined(
                                VoicesTest.silence(1600), click, VoicesTest.silence(8000)));
        // Then
        assertThat(edges).isEmpty();
    }

    private static List<SpeechDetector.Edge> hear(SpeechDetector detector, byte[] stream) {
        List<SpeechDetector.Edge> edges = new ArrayList<>();
        for (int at = 0; at < stream.length; at += 160) {
            edges.addAll(
                    detector.hear(
                            Arrays.copyOfRange(stream, at, Math.min(stream.length, at + 160))));
        }
        return edges;
    }

    private static long voiceStart(byte[] speech) {
        int at = 0;
        while (Math.abs(MuLaw.decode(speech[at])) < 500) {
            at++;
        }
        return at / 8;
    }

    private static long voiceEnd(byte[] speech) {
        int at = speech.length - 1;
        while (Math.abs(MuLaw.decode(speech[at])) < 500) {
            at--;
        }
        return at / 8;
    }
}
