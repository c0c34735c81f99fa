package io.leadflip.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.media.bridge.PlatformCommand.TellTurn;
import org.junit.jupiter.api.Test;

/// Playback, barge-in, truncation.
class InterruptionTest {
    private final ScriptedCall call = new ScriptedCall();

    /// Thread: twilio-samples/speech-assistant-openai-realtime-api-node#9
    @Test
    void shouldClearAndTruncateAtWhatWasHeard() {
        // Given
        call.conversing().agentSays("r1", "One two three four", 4_000);
        var firstMark =
                call.all(CallerCommand.Mark.class).stream()
                        .filter(m -> m.name().startsWith("g0"))
                        .toList();
        call.after(1_000)
                .on(new CallerEvent.MarkEchoed(firstMark.get(firstMark.size() - 7).name()));
        // When
        call.after(200).on(new ModelEvent.SpeechStarted("c1", 5_000));
        // Then
        assertThat(call.latest().getFirst()).isEqualTo(new CallerCommand.Clear());
        assertThat(call.latest(ModelCommand.Truncate.class)).hasSize(1);
        var heard = call.latest(ModelCommand.Truncate.class).getFirst().heardMs();
        assertThat(heard).isBetween(600L, 1_300L);
    }

    /// Thread: openai/openai-agents-js#1184 Thread: openai/openai-agents-js#1608
    @Test
    void shouldTellOnlyTheWordsThatWereHeard() {
        // Given
        call.conversing().agentSays("r1", "One two three four", 4_000).after(100);
        var marks = call.all(CallerCommand.Mark.class);
        call.after(2_000).on(new CallerEvent.MarkEchoed(marks.get(marks.size() - 5).name()));
        // When
        call.on(new ModelEvent.SpeechStarted("c1", 5_000));
        // Then
        var turn = call.latest(TellTurn.class).getFirst();
        assertThat(turn.interrupted()).isTrue();
        assertThat("One two three four").startsWith(turn.text());
        assertThat(turn.text()).isNotEqualTo("One two three four").isNotEmpty();
    }

    /// All audio that came was heard, but more was to come.
    @Test
    void shouldNotTellWordsThatWereAheadOfTheirSound() {
        // Given
        call.conversing()
                .on(
                        new ModelEvent.ResponseStarted("r1"),
                        new ModelEvent.WordsDone(
                                "i1", "I can offer you Tuesday at nine or Wednesday at two."),
                        new ModelEvent.Audio("r1", "i1", "AAAA", 8_000))
                .after(1_500)
                .hearsEverything();
        // When
        call.on(new ModelEvent.SpeechStarted("c1", 5_000));
        // Then
        var turn = call.latest(TellTurn.class).getFirst();
        assertThat(turn.interrupted()).isTrue();
        assertThat(turn.text()).startsWith("I can offer").doesNotContain("Wednesday");
    }

    /// Thread: livekit/agents#6158 Thread: livekit/agents#6249
    @Test
    void shouldForgetItemOfWhichNothingWasHeard() {
        // Given
        call.conversing().agentSays("r1", "One two", 2_000);
        // When
        call.on(new ModelEvent.SpeechStarted("c1", 5_000));
        // Then
        assertThat(call.latest()).contains(new ModelCommand.Forget("item-r1"));
        assertThat(call.latest(TellTurn.class)).isEmpty();
    }

    @Test
    void shouldStillClearWhenModelHasSentEverything() {
        // Given
        call.conversing().agentSays("r1", "One two", 2_000).after(500);
        // When
        call.on(new ModelEvent.SpeechStarted("c1", 5_000));
        // Then
        assertThat(call.latest()).contains(new CallerCommand.Clear());
    }

    @Test
    void shouldNotClearWhenNothingIsPlaying() {
        // Given
        call.conversing().agentSays("r1", "One two", 2_000).after(2_000).hearsEverything();
        // When
        call.on(new ModelEvent.SpeechStarted("c1", 5_000));
        // Then
        assertThat(call.latest()).doesNotContain(new CallerCommand.Clear());
    }

    @Test
    void shouldDropLateAudioOfInterruptedResponse() {
        // Given
        call.conversing()
                .on(
                        new ModelEvent.ResponseStarted("r1"),
                        new ModelEvent.Audio("r1", "i1", "AAAA", 800));
        call.after(50).on(new ModelEvent.SpeechStarted("c1", 5_000));
        // When
        call.on(new ModelEvent.Audio("r1", "i1", "BBBB", 800));
        // Then
        assertThat(call.latest(CallerCommand.Play.class)).isEmpty();
    }

    @Test
    void shouldIgnoreEchoesOfClearedAudio() {
        // Given
        call.conversing().agentSays("r1", "One two", 2_000);
        var dead = call.all(CallerCommand.Mark.class).getLast();
        call.after(500).on(new ModelEvent.SpeechStarted("c1", 5_000));
        call.on(new ModelEvent.SpeechStopped("c1", 5_500), new ModelEvent.TurnTaken("c1"));
        call.agentSays("r2", "Three four", 2_000);
        // When
        call.on(new CallerEvent.MarkEchoed(dead.name()));
        // Then
        assertThat(call.latest(TellTurn.class)).isEmpty();
    }

    /// Thread: livekit/agents#6244
    @Test
    void shouldCancelResponseThatCallerOvertook() {
        // Given
        call.conversing().on(new ModelEvent.SpeechStarted("c1", 5_000));
        // When
        call.on(new ModelEvent.ResponseStarted("r1"));
        // Then
        assertThat(call.latest()).contains(new ModelCommand.Cancel());
    }

    @Test
    void shouldForgetWhatWasSaidInAResponseThatCallerOvertook() {
        // Given
        call.conversing()
                .on(
                        new ModelEvent.SpeechStarted("c1", 5_000),
                        new ModelEvent.ResponseStarted("r1"));
        // When
        call.on(
                new ModelEvent.Audio("r1", "i1", "AAAA", 800),
                new ModelEvent.Audio("r1", "i1", "AAAA", 800));
        // Then
        assertThat(call.latest(ModelCommand.Forget.class))
                .containsExactly(new ModelCommand.Forget("i1"));
    }

    @Test
    void shouldForgetWhatComesOfAResponseThatWasInterruptedBeforeItsFirstByte() {
        // Given
        call.conversing()
                .on(
                        new ModelEvent.ResponseStarted("r1"),
                        new ModelEvent.SpeechStarted("c1", 5_000));
        // When
        call.on(new ModelEvent.Audio("r1", "i1", "AAAA", 800));
        // Then
        assertThat(call.latest()).contains(new ModelCommand.Forget("i1"));
    }

    @Test
    void shouldNotForgetAnItemOfWhichSomethingWasHeard() {
        // Given
        call.conversing()
                .on(
                        new ModelEvent.ResponseStarted("r1"),
                        new ModelEvent.Audio("r1", "i1", "AAAA", 8_000))
                .after(500)
                .on(new ModelEvent.SpeechStarted("c1", 5_000));
        assertThat(call.latest(ModelCommand.Truncate.class)).hasSize(1);
        // When
        call.on(new ModelEvent.Audio("r1", "i1", "AAAA", 800));
        // Then
        assertThat(call.latest()).isEmpty();
    }
}
