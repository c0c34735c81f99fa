package io.leadflip.media.bridge;

import static io.leadflip.media.bridge.ScriptedCall.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.value.Speaker;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The voice model is lost before anybody talks to it: within the opening, or while a machine is on
/// the line.
class ModelLostEarlyTest {
    private final ScriptedCall call = new ScriptedCall();

    private static PlatformEvent fired(Timer timer) {
        return new PlatformEvent.TimerFired(timer);
    }

    private List<ModelCommand.Speak> floors() {
        return call.latest(ModelCommand.Speak.class);
    }

    @Test
    void shouldGoOnWhenTheModelIsAwayForAMomentWithinTheOpening() {
        // Given: the opening was heard, and the model is not there
        call.opening().on(new ModelEvent.Lost()).after(3_000).hearsEverything();
        // When
        call.on(fired(Timer.COMFORT));
        // Then
        assertThat(call.latest(CallerCommand.Play.class)).isNotEmpty();
        assertThat(call.latest(PlatformCommand.Start.class))
                .extracting(PlatformCommand.Start::timer)
                .doesNotContain(Timer.OPENING);
        call.after(500).hearsEverything().on(fired(Timer.RECONNECT)).modelReady();
        assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
    }

    @Test
    void shouldGoOnWhenThereIsNoVoiceToAskForAMoment() {
        // Given
        call.redeeming()
                .on(
                        new PlatformEvent.Redeemed(ScriptedCall.BRIEF),
                        ScriptedCall.speech(Utterance.OPENING, 3_000),
                        new PlatformEvent.SpeechFailed(Utterance.ONE_MOMENT),
                        new ModelEvent.Lost())
                .after(3_000)
                .hearsEverything();
        // When
        call.on(fired(Timer.COMFORT));
        // Then
        assertThat(call.session.state()).isInstanceOf(BridgeState.Opening.class);
        call.on(fired(Timer.RECONNECT)).modelReady();
        assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
    }

    @Test
    void shouldLeaveAMachineItsMessageWithoutAModel() {
        // Given
        call.opening().on(new PlatformEvent.AnsweredBy(Answerer.MACHINE_GREETING));
        // When
        call.on(new ModelEvent.Refused("billing_hard_limit_reached"));
        // Then
        assertThat(call.latest(CallerCommand.Play.class)).isEmpty();
        assertThat(call.latest())
                .contains(
                        new PlatformCommand.Start(Timer.MESSAGE, RULES.screening().messageAfter()));
        call.on(fired(Timer.MESSAGE)).after(4_000).hearsEverything();
        assertThat(call.latest(PlatformCommand.TellTurn.class))
                .extracting(PlatformCommand.TellTurn::text)
                .containsExactly(ScriptedCall.BRIEF.standby().voicemail());
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.VOICEMAIL));
    }

    @Test
    void shouldApologizeAfterTheOpeningToAPersonWhomNoModelCanServe() {
        // Given: taken for a machine, and the model is gone for good
        call.opening()
                .on(
                        new PlatformEvent.AnsweredBy(Answerer.MACHINE_GREETING),
                        new ModelEvent.Refused("billing_hard_limit_reached"));
        // When
        call.on(new PlatformEvent.AnsweredBy(Answerer.PERSON)).after(4_000).hearsEverything();
        // Then
        assertThat(call.latest(PlatformCommand.TellTurn.class))
                .extracting(PlatformCommand.TellTurn::text)
                .containsExactly(
                        ScriptedCall.BRIEF.opening(), ScriptedCall.BRIEF.standby().apology());
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.MODEL_FAILED));
    }

    @Test
    void shouldHearTheFirstTurnOfTheNextSessionAsTheFirst() {
        // Given: somebody speaks within the opening, and the session breaks before it was
        // understood
        call.opening()
                .modelReady()
                .on(new ModelEvent.SpeechStarted("c1", 100), new ModelEvent.Lost());
        // When
        call.on(fired(Timer.RECONNECT)).modelReady().after(3_000).hearsEverything();
        // Then
        assertThat(floors()).hasSize(1);
    }

    @Test
    void shouldTellTheNextSessionWhatTheCallerSaidWithinTheOpening() {
        // Given
        call.opening().modelReady().callerSays("c1", "Hello, this is Bob, I am driving.");
        // When
        call.on(new ModelEvent.Lost(), fired(Timer.RECONNECT)).modelReady();
        // Then
        assertThat(call.latest(ModelCommand.Remember.class))
                .containsExactly(
                        new ModelCommand.Remember(
                                Speaker.CALLER, "Hello, this is Bob, I am driving."));
        assertThat(call.all(ModelCommand.Tell.class)).isEmpty();
    }

    @Test
    void shouldComeBackWithinTheOpeningUnnoticed() {
        // Given
        call.opening().on(new ModelEvent.Lost(), fired(Timer.RECONNECT)).modelReady();
        assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
        // When
        call.after(3_000).hearsEverything();
        // Then
        assertThat(floors()).hasSize(1);
        assertThat(call.all(ModelCommand.Tell.class)).isEmpty();
    }
}
