package io.leadflip.media.bridge;

import static io.leadflip.media.bridge.ScriptedCall.frame;
import static io.leadflip.media.bridge.ScriptedCall.speech;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.ModelUsage;
import io.leadflip.media.bridge.PlatformCommand.TellTurn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who ends a call, and what is left of it.
class EndingTest {
    private final ScriptedCall call = new ScriptedCall();

    /// Thread: twilio-samples/speech-assistant-openai-realtime-api-python#10 Thread:
    /// livekit/agents-js#927
    @Test
    void shouldCloseModelAndReleaseEverythingWhenCallerHangsUp() {
        // Given
        call.conversing()
                .agentSays("r1", "Is it a good moment?", 2_000)
                .after(2_000)
                .hearsEverything();
        // When
        call.on(new CallerEvent.Stopped());
        // Then
        assertThat(call.latest())
                .contains(
                        new CallerCommand.Close(CloseCause.DONE),
                        new ModelCommand.Close(),
                        new PlatformCommand.Release());
        assertThat(call.session.state()).isEqualTo(new BridgeState.Closed());
    }

    @Test
    void shouldTellUsageOfAllResponsesAtTheEnd() {
        // Given
        call.conversing()
                .agentSays("r1", "One", 1_000)
                .after(1_000)
                .hearsEverything()
                .callerSays("c1", "Yes.");
        call.agentSays("r2", "Two", 1_000).after(1_000).hearsEverything();
        // When
        call.on(new CallerEvent.Stopped());
        // Then
        var end = call.latest(PlatformCommand.TellEnded.class).getFirst();
        assertThat(end.usage()).isEqualTo(new ModelUsage("gpt-realtime", 20, 40, 10, 14, 80));
        assertThat(end.number()).isEqualTo(1 + call.all(TellTurn.class).size() + 1);
        assertThat(end.reason()).isEqualTo(MediaEndReason.CALLER_HUNG_UP);
    }

    @Test
    void shouldWaitForCallersLastWords() {
        // Given
        call.conversing().agentSays("r1", "One", 1_000).after(1_000).hearsEverything();
        call.on(new ModelEvent.SpeechStarted("c1", 5_000), new CallerEvent.Stopped());
        assertThat(call.latest()).contains(new ModelCommand.FinishHearing());
        assertThat(call.all(PlatformCommand.TellEnded.class)).isEmpty();
        // When
        call.on(new ModelEvent.CallerSaid("c1", "Bye."));
        // Then
        assertThat(call.latest(TellTurn.class).getFirst().text()).isEqualTo("Bye.");
        assertThat(call.latest(PlatformCommand.TellEnded.class)).hasSize(1);
    }

    @Test
    void shouldCountAResponseThatWasRunningWhenTheCallerHungUp() {
        // Given
        call.conversing()
                .on(
                        new ModelEvent.ResponseStarted("r1"),
                        new ModelEvent.Audio("r1", "i1", "AAAA", 800),
                        new CallerEvent.Stopped());
        assertThat(call.latest())
                .contains(
                        new ModelCommand.Cancel(),
                        new PlatformCommand.Start(
                                Timer.TRANSCRIPT, ScriptedCall.RULES.transcriptWithin()));
        assertThat(call.all(PlatformCommand.TellEnded.class)).isEmpty();
        // When
        call.on(ScriptedCall.ended("r1", ModelEvent.Result.CANCELLED));
        // Then
        assertThat(call.latest(PlatformCommand.TellEnded.class))
                .extracting(PlatformCommand.TellEnded::usage)
                .containsExactly(new ModelUsage("gpt-realtime", 10, 20, 5, 7, 40));
        assertThat(call.latest()).contains(new ModelCommand.Close(), new PlatformCommand.Release());
    }

    @Test
    void shouldNotWaitForeverForTheEndOfAResponse() {
        // Given
        call.conversing().on(new ModelEvent.ResponseStarted("r1"), new CallerEvent.Gone());
        // When
        call.on(new PlatformEvent.TimerFired(Timer.TRANSCRIPT));
        // Then
        assertThat(call.latest()).contains(new ModelCommand.Close(), new PlatformCommand.Release());
    }

    @Test
    void shouldNotWaitForeverForCallersLastWords() {
        // Given
        call.conversing().on(new ModelEvent.SpeechStarted("c1", 5_000), new CallerEvent.Gone());
        // When
        call.on(new PlatformEvent.TimerFired(Timer.TRANSCRIPT));
        // Then
        assertThat(call.latest()).contains(new ModelCommand.Close(), new PlatformCommand.Release());
    }

    /// Thread: gptme-contrib#899
    @Test
    void shouldCloseStreamAfterOrchestratorHungUp() {
        // Given
        call.conversing()
                .on(new ModelEvent.Refused("insufficient_quota"))
                .after(1_000)
                .hearsEverything();
        // When
        call.on(new PlatformEvent.HangUpAnswered());
        // Then
        assertThat(call.latest())
                .contains(new CallerCommand.Close(CloseCause.DONE), new PlatformCommand.Release());
    }

    @Test
    void shouldCloseStreamWhenOrchestratorDoesNotAnswer() {
        // Given
        call.conversing()
                .on(new ModelEvent.Refused("insufficient_quota"))
                .after(1_000)
                .hearsEverything();
        // When
        call.on(new PlatformEvent.TimerFired(Timer.HANG_UP));
        // Then
        assertThat(call.latest())
                .contains(new CallerCommand.Close(CloseCause.DONE), new PlatformCommand.Release());
    }

    /// Frames of silence come forever: idleness is measured by speech.
    @Test
    void shouldAskOnceAndThenEndWhenNobodySpeaks() {
        // Given
        call.conversing()
                .agentSays("r1", "Is it a good moment?", 2_000)
                .after(2_000)
                .hearsEverything();
        assertThat(call.latest())
                .contains(new PlatformCommand.Start(Timer.IDLE, ScriptedCall.RULES.idleAfter()));
        call.on(new PlatformEvent.TimerFired(Timer.IDLE));
        assertThat(call.latest(ModelCommand.Speak.class).getFirst().hint()).isNotBlank();
        call.agentSays("r2", "Are you still there?", 1_000).after(1_000).hearsEverything();
        // When
        call.on(new PlatformEvent.TimerFired(Timer.IDLE)).after(1_000).hearsEverything();
        // Then
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.IDLE));
    }

    /// The provider's own limit begins to count earlier and cuts words off.
    @Test
    void shouldSayGoodbyeBeforeTheProviderCutsTheLine() {
        // When
        call.opening();
        // Then: 240 s, less what the last words may take, and three seconds
        assertThat(call.effects)
                .contains(new PlatformCommand.Start(Timer.CALL, Duration.ofSeconds(230)));
    }

    @Test
    void shouldEndCallAtItsTimeLimit() {
        // Given
        call.conversing();
        // When
        call.on(new PlatformEvent.TimerFired(Timer.CALL)).after(1_000).hearsEverything();
        // Then
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.TIME_LIMIT));
    }

    /// Thread: pipecat-ai/pipecat#2955
    @Test
    void shouldIgnoreEverythingAfterTheEnd() {
        // Given
        call.conversing().on(new CallerEvent.Stopped());
        // When
        call.on(
                new CallerEvent.Gone(),
                frame(1),
                new CallerEvent.KeyPressed('9'),
                new ModelEvent.Lost(),
                new PlatformEvent.TimerFired(Timer.CALL),
                speech(Utterance.OPENING, 100));
        // Then
        assertThat(call.latest()).isEqualTo(List.of());
    }
}
