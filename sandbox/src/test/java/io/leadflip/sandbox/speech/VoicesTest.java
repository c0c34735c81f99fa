package io.leadflip.sandbox.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VoicesTest {
    private static final Voices VOICES = new Voices();
    private static final String LINE = "Yes, that is right. Could somebody come on Tuesday at ten?";

    @Test
    void shouldSpeakAudiblyInWholeFrames() {
        // When
        byte[] speech = VOICES.mulaw(LINE, Voice.CALLEE);
        // Then
        assertThat(speech.length % 160).isZero();
        assertThat(speech.length / 8).isBetween(1500, 6000);
        assertThat(loudest(speech)).isGreaterThan(3000);
    }

    @Test
    void shouldSayWhatIsMissingWhenTheProgramIsNotInstalled() {
        // Given
        Voices dumb = new Voices("no-such-program-anywhere");
        // When / Then
        assertThatThrownBy(() -> dumb.mulaw("Hello", Voice.CALLEE))
                .isInstanceOf(SpeechUnavailable.class)
                .hasMessageContaining("espeak-ng");
    }

    @Test
    void shouldRecogniseEveryVoicedFrameByItself() {
        // Given
        byte[] speech = VOICES.mulaw(LINE, Voice.CALLEE);
        for (int at = 0; at < speech.length; at += 160) {
            byte[] frame = Arrays.copyOfRange(speech, at, at + 160);
            // When / Then
            assertThat(VOICES.recognise(frame).isPresent()).isEqualTo(Frames.isVoiced(frame, 0));
        }
        assertThat(VOICES.recognise(new byte[160])).isEmpty();
    }

    @Test
    void shouldTranscribeAnUtteranceThatBeginsAtAnyByte() {
        // Given
        byte[] speech = VOICES.mulaw(LINE, Voice.CALLEE);
        Transcriber ears = VOICES.transcriber();
        // When
        ears.hear(silence(1037));
        ears.hear(speech);
        ears.hear(silence(4000));
        // Then
        assertThat(ears.take(0, 20_000)).isEqualTo(LINE);
        assertThat(ears.take(0, 20_000)).isEmpty();
    }

    @Test
    void shouldTellTwoLinesWithTheSameBeginningApart() {
        // Given
        byte[] longer = VOICES.mulaw("Hello, yes, please come tomorrow.", Voice.CALLEE);
        byte[] shorter = VOICES.mulaw("Hello, no, please stop calling me.", Voice.CALLEE);
        Transcriber ears = VOICES.transcriber();
        // When
        ears.hear(shorter);
        String first = ears.take(0, shorter.length / 8);
        ears.hear(longer);
        String second = ears.take(shorter.length / 8, (shorter.length + longer.length) / 8);
        // Then
        assertThat(first).isEqualTo("Hello, no, please stop calling me.");
        assertThat(second).isEqualTo("Hello, yes, please come tomorrow.");
    }

    @Test
    void shouldHearOnlyTheWordsThatWereSaid() {
        // Given
        byte[] speech = VOICES.mulaw(LINE, Voice.CALLEE);
        Transcriber ears = VOICES.transcriber();
        // When
        ears.hear(Arrays.copyOf(speech, speech.length / 2));
        // Then
        assertThat(ears.take(0, 20_000))
                .startsWith("Yes,")
                .doesNotContain("ten")
                .hasSizeLessThan(LINE.length());
    }

    @Test
    void shouldNotUnderstandWhatWasNeverRendered() {
        // Given
        byte[] noise = new byte[8000];
        new Random(7).nextBytes(noise);
        Transcriber ears = VOICES.transcriber();
        // When
        ears.hear(noise);
        // Then
        assertThat(ears.take(0, 1000)).isEmpty();
    }

    @Test
    void shouldRenderTwentyFourKilohertzForTextToSpeech() {
        // When
        byte[] pcm = VOICES.pcm24k("Good morning.", Voice.CALLEE);
        byte[] mulaw = VOICES.mulaw("Good morning.", Voice.CALLEE);
        // Then
        assertThat(pcm.length / 48.0)
                .isCloseTo(mulaw.length / 8.0, org.assertj.core.data.Offset.offset(25.0));
    }

    @Test
    void shouldForgetTheOldestUtterancesFirst() {
        // Given
        SpeechIndex index = new SpeechIndex(100);
        byte[] first = VOICES.mulaw("The first sentence of all.", Voice.CALLEE);
        // When
        index.remember("first", first);
        index.remember("second", VOICES.mulaw(LINE, Voice.CALLEE));
        // Then
        assertThat(index.frames()).isLessThanOrEqualTo(200);
        assertThat(index.find(Frames.hash(first, 160 * 15))).isEmpty();
    }

    private static int loudest(byte[] mulaw) {
        int loudest = 0;
        for (byte code : mulaw) {
            loudest = Math.max(loudest, Math.abs(MuLaw.decode(code)));
        }
        return loudest;
    }

    static byte[] silence(int bytes) {
        byte[] silence = new byte[bytes];
        Arrays.fill(silence, MuLaw.SILENCE);
        return silence;
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
