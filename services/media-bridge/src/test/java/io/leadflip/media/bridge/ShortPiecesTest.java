package io.leadflip.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A model that sends its audio in crumbs is heard in whole frames.
///
/// Thread: openai/openai-agents-python#1906 Thread: openai/openai-agents-python#1925 Thread:
/// openai/openai-agents-python#1926
class ShortPiecesTest {
    private static final int BYTES_PER_MS = 8;

    private final ScriptedCall call = new ScriptedCall();

    @BeforeEach
    void speaks() {
        call.conversing().on(new ModelEvent.ResponseStarted("r1"));
    }

    private static String audio(int ms, int value) {
        byte[] mulaw = new byte[ms * BYTES_PER_MS];
        Arrays.fill(mulaw, (byte) value);
        return Base64.getEncoder().encodeToString(mulaw);
    }

    private static ModelEvent piece(String item, int ms, int value) {
        return new ModelEvent.Audio("r1", item, audio(ms, value), ms * BYTES_PER_MS);
    }

    private byte[] played() {
        return call.latest(CallerCommand.Play.class).stream()
                .map(play -> Base64.getDecoder().decode(play.payload()))
                .reduce(new byte[0], ShortPiecesTest::joined);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void shouldJoinWhatIsShorterThanAFrame() {
        // When
        call.on(piece("i1", 5, 1), piece("i1", 5, 2), piece("i1", 5, 3));
        assertThat(call.latest(CallerCommand.Play.class)).isEmpty();
        call.on(piece("i1", 5, 4));
        // Then
        assertThat(call.latest(CallerCommand.Play.class)).hasSize(1);
        assertThat(played()).hasSize(20 * BYTES_PER_MS).startsWith(1).endsWith(4);
    }

    @Test
    void shouldPassWholeFramesOnAsTheyCame() {
        // Given
        var frame = piece("i1", 20, 1);
        // When
        call.on(frame);
        // Then
        assertThat(call.latest(CallerCommand.Play.class))
                .containsExactly(new CallerCommand.Play(audio(20, 1)));
    }

    @Test
    void shouldKeepTheOrderWhenALongPieceFollows() {
        // Given
        call.on(piece("i1", 5, 1));
        // When
        call.on(piece("i1", 100, 2));
        // Then
        assertThat(played()).hasSize(105 * BYTES_PER_MS).startsWith(1).endsWith(2);
    }

    @Test
    void shouldNotLetAudioOvertakeWhatIsHeldBack() {
        // Given
        call.on(piece("i1", 100, 1), piece("i1", 5, 2));
        // When
        boolean passes = call.speaks("r1", "i1", 800);
        // Then
        assertThat(passes).isFalse();
        call.on(piece("i1", 20, 3));
        assertThat(call.speaks("r1", "i1", 800)).isTrue();
        assertThat(call.speaks("r1", "i1", 40)).as("a crumb").isFalse();
    }

    @Test
    void shouldSayTheLastCrumbOfAnItem() {
        // Given
        call.on(piece("i1", 20, 1), piece("i1", 5, 2));
        // When
        call.on(new ModelEvent.AudioDone("r1", "i1"));
        // Then
        assertThat(played()).hasSize(5 * BYTES_PER_MS).endsWith(2);
        assertThat(call.latest().getLast()).isInstanceOf(CallerCommand.Mark.class);
    }

    @Test
    void shouldSayTheLastCrumbOfAnItemBeforeTheNextOne() {
        // Given
        call.on(piece("i1", 5, 1));
        // When
        call.on(piece("i2", 20, 2));
        // Then
        assertThat(played()).hasSize(25 * BYTES_PER_MS).startsWith(1).endsWith(2);
    }

    @Test
    void shouldThrowAwayWhatIsHeldWhenTheCallerInterrupts() {
        // Given
        call.on(piece("i1", 5, 1));
        // When
        call.on(new ModelEvent.SpeechStarted("c1", 100));
        // Then
        assertThat(call.latest()).contains(new ModelCommand.Forget("i1"));
        call.on(ScriptedCall.ended("r1", ModelEvent.Result.CANCELLED));
        assertThat(call.latest(CallerCommand.Play.class)).isEmpty();
    }
}
