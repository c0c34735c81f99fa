package io.leadflip.media.bridge;

import static io.leadflip.media.bridge.ScriptedCall.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/// An hour on the phone, in simulated time: what a call keeps in memory does not grow with it.
///
/// Thread: twilio-samples/speech-assistant-openai-realtime-api-node#38 Thread: livekit/agents#2166
/// Thread: vocodedev/vocode-core#741
class LongCallTest {
    private static final int FRAME_MS = 20;
    private static final int TURN_MS = 15_000;
    private static final int TURNS_OF_TEN_MINUTES = 40;

    private final ScriptedCall call = new ScriptedCall();
    private final Deque<String> unheard = new ArrayDeque<>();
    private long streamMs;
    private int turns;

    @Test
    void shouldKeepNoMoreAfterAnHourThanAfterTenMinutes() {
        // Given
        call.conversing();
        converse(TURNS_OF_TEN_MINUTES);
        long early = Reach.of(call.session);
        // When
        converse(5 * TURNS_OF_TEN_MINUTES);
        // Then
        assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
        assertThat(turns).isEqualTo(6 * TURNS_OF_TEN_MINUTES);
        assertThat(Reach.of(call.session)).isLessThan(early + early / 10);
    }

    private void converse(int number) {
        for (int each = 0; each < number; each++) {
            turn("t" + turns++);
        }
    }

    /// The caller speaks and the agent answers; every third answer is interrupted.
    private void turn(String name) {
        call.quietly(new ModelEvent.SpeechStarted("c" + name, streamMs));
        passes(TURN_MS / 4);
        call.quietly(
                new ModelEvent.SpeechStopped("c" + name, streamMs),
                new ModelEvent.TurnTaken("c" + name),
                new ModelEvent.CallerSaid("c" + name, "What the caller has to say in turn " + name),
                new ModelEvent.ResponseStarted("r" + name),
                new ModelEvent.Words("i" + name, "What the agent answers "));
        for (int piece = 0; piece < 40; piece++) {
            said(new ModelEvent.Audio("r" + name, "i" + name, "AAAA", 800));
        }
        said(new ModelEvent.WordsDone("i" + name, "What the agent answers in turn " + name));
        said(new ModelEvent.AudioDone("r" + name, "i" + name));
        said(done("r" + name));
        passes(TURN_MS / 2);
        if (turns % 3 == 0) {
            said(new ModelEvent.SpeechStarted("x" + name, streamMs));
            said(new ModelEvent.SpeechStopped("x" + name, streamMs + 100));
            call.quietly(new ModelEvent.CallerNotUnderstood("x" + name));
        }
        while (!unheard.isEmpty()) {
            call.quietly(new CallerEvent.MarkEchoed(unheard.removeFirst()));
        }
        passes(TURN_MS / 4);
    }

    private void said(ModelEvent event) {
        for (BridgeEffect effect : call.quietly(event)) {
            if (effect instanceof CallerCommand.Mark(String mark)) {
                unheard.addLast(mark);
            }
        }
    }

    private void passes(int ms) {
        for (int each = 0; each < ms / FRAME_MS; each++) {
            call.after(FRAME_MS);
            call.quietly(new CallerEvent.Audio("AAAA", streamMs));
            streamMs += FRAME_MS;
        }
    }
}
