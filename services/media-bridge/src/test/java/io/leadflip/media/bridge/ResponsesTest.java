package io.leadflip.media.bridge;

import static io.leadflip.media.bridge.ScriptedCall.done;
import static io.leadflip.media.bridge.ScriptedCall.ended;
import static io.leadflip.media.bridge.ScriptedCall.speech;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.value.Speaker;
import io.leadflip.media.bridge.ModelEvent.Result;
import io.leadflip.media.bridge.PlatformCommand.TellTurn;
import org.junit.jupiter.api.Test;

/// The model's responses: one at a time, and what becomes of those that fail.
class ResponsesTest {
    private final ScriptedCall call = new ScriptedCall();

    /// Thread: openai/openai-agents-python#1466
    @Test
    void shouldAskForOneResponseAtATime() {
        // Given
        call.conversing().on(new ModelEvent.ResponseStarted("r1"));
        // When
        call.on(new ModelEvent.TurnTaken("c1"));
        // Then
        assertThat(call.latest(ModelCommand.Speak.class)).isEmpty();
        call.on(done("r1"));
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    /// Thread: livekit/agents#6817 Thread: livekit/agents#6818
    @Test
    void shouldAskAgainAfterTheResponseThatWasInTheWay() {
        // Given
        call.conversing();
        var request = call.all(ModelCommand.Speak.class).getLast();
        // When
        call.on(new ModelEvent.AlreadySpeaking(request.id()), done("r0"));
        // Then
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    @Test
    void shouldTellTurnsOfBothSidesInOrder() {
        // Given
        call.conversing()
                .agentSays("r1", "Is it a good moment?", 2_000)
                .after(2_000)
                .hearsEverything();
        // When
        call.callerSays("c1", "Yes, it is.");
        // Then
        assertThat(call.all(TellTurn.class))
                .extracting(TellTurn::speaker)
                .containsExactly(Speaker.PLATFORM, Speaker.AGENT, Speaker.CALLER);
        assertThat(call.all(TellTurn.class)).extracting(TellTurn::number).containsExactly(2, 3, 4);
    }

    @Test
    void shouldSpeakTheOpeningBeforeTheApologyWhenModelIsRefusedFirst() {
        // Given
        call.redeeming().on(new PlatformEvent.Redeemed(ScriptedCall.BRIEF));
        call.on(speech(Utterance.APOLOGY, 1_000), new ModelEvent.Refused("insufficient_quota"));
        assertThat(call.all(CallerCommand.Play.class)).isEmpty();
        // When
        call.on(speech(Utterance.OPENING, 3_000)).after(4_000).hearsEverything();
        // Then
        assertThat(call.all(TellTurn.class))
                .extracting(TellTurn::text)
                .containsExactly(
                        ScriptedCall.BRIEF.opening(), ScriptedCall.BRIEF.standby().apology());
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.MODEL_FAILED));
    }

    /// A complaint about our wish, a hanging model, a dead connection: all look like this.
    @Test
    void shouldReplaceModelThatNeverAnswers() {
        // Given
        call.conversing();
        assertThat(call.latest())
                .contains(
                        new PlatformCommand.Start(Timer.ANSWER, ScriptedCall.RULES.answerWithin()));
        // When
        call.on(new PlatformEvent.TimerFired(Timer.ANSWER));
        // Then
        assertThat(call.latest()).contains(new ModelCommand.Close());
        assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
    }

    @Test
    void shouldNotGiveUpOnModelThatIsHeard() {
        // Given
        call.conversing();
        // When
        call.on(
                new ModelEvent.ResponseStarted("r1"),
                new ModelEvent.Audio("r1", "i1", "AAAA", 8_000));
        // Then
        assertThat(call.latest()).contains(new PlatformCommand.Cancel(Timer.ANSWER));
    }

    /// Thread: openai/openai-agents-js#1022 Thread:
    /// twilio-samples/speech-assistant-openai-realtime-api-python#7
    @Test
    void shouldTryOnceMoreWhenResponseFailed() {
        // Given
        call.conversing().on(new ModelEvent.ResponseStarted("r1"));
        // When
        call.on(ended("r1", Result.FAILED));
        // Then
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    @Test
    void shouldReplaceModelWhoseResponsesKeepFailing() {
        // Given
        call.conversing().on(new ModelEvent.ResponseStarted("r1"), ended("r1", Result.FAILED));
        // When
        call.on(new ModelEvent.ResponseStarted("r2"), ended("r2", Result.FAILED));
        // Then
        assertThat(call.latest()).contains(new ModelCommand.Close());
        assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
    }

    @Test
    void shouldCancelResponseThatNeverEnds() {
        // Given
        call.conversing().on(new ModelEvent.ResponseStarted("r1"));
        // When
        for (int second = 0; second <= 61; second++) {
            call.on(new ModelEvent.Audio("r1", "i1", "AAAA", 8_000));
        }
        // Then
        assertThat(call.all(ModelCommand.Cancel.class)).hasSize(1);
        assertThat(call.all(ModelCommand.Truncate.class))
                .as("only what was sent will be heard")
                .containsExactly(new ModelCommand.Truncate("i1", 61_000));
    }

    @Test
    void shouldApologizeAndHangUpWhenModelIsRefused() {
        // Given
        call.conversing();
        // When
        call.on(new ModelEvent.Refused("insufficient_quota"));
        // Then
        assertThat(call.latest(CallerCommand.Play.class)).isNotEmpty();
        call.after(1_000).hearsEverything();
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.MODEL_FAILED));
    }
}
