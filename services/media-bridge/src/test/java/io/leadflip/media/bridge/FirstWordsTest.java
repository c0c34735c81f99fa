package io.leadflip.media.bridge;

import static io.leadflip.media.bridge.ScriptedCall.speech;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// First words missed, greeting late, media read late.
class FirstWordsTest {
    private final ScriptedCall call = new ScriptedCall();

    /// What connecting takes, the caller does not wait for: the opening is heard meanwhile.
    ///
    /// Thread: openclaw/openclaw#85847
    @Test
    void shouldConnectTheModelInTheMomentItIsKnownWhoseCallThisIs() {
        // When
        call.redeeming().on(new PlatformEvent.Redeemed(ScriptedCall.BRIEF));
        // Then
        assertThat(call.latest()).contains(new ModelCommand.Connect());
        call.on(speech(Utterance.OPENING, 3_000)).after(2_500).modelReady();
        call.after(500).hearsEverything();
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    /// Thread: pipecat-ai/pipecat#5100
    @Test
    void shouldSpeakOpeningWhileModelConnectsBehindIt() {
        // When
        call.opening();
        // Then
        assertThat(call.effects).contains(new ModelCommand.Connect());
        assertThat(call.all(CallerCommand.Play.class)).hasSize(6);
        assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
    }

    /// Thread: livekit/agents#1539
    @Test
    void shouldNotLoseCallerAudioThatCameBeforeTheModelListened() {
        // Given
        call.redeeming()
                .on(
                        IntStream.range(0, 40)
                                .mapToObj(ScriptedCall::frame)
                                .toArray(BridgeEvent[]::new));
        call.on(new PlatformEvent.Redeemed(ScriptedCall.BRIEF));
        // When
        call.modelReady();
        // Then
        assertThat(call.all(ModelCommand.Hear.class))
                .hasSize(40)
                .startsWith(new ModelCommand.Hear("frame0"))
                .endsWith(new ModelCommand.Hear("frame39"));
    }

    /// Thread: daintree#9334
    @Test
    void shouldDropOldestCallerAudioWhenModelIsTooLate() {
        // Given
        call.redeeming()
                .on(
                        IntStream.range(0, 260)
                                .mapToObj(ScriptedCall::frame)
                                .toArray(BridgeEvent[]::new));
        call.on(new PlatformEvent.Redeemed(ScriptedCall.BRIEF));
        // When
        call.modelReady();
        // Then
        assertThat(call.all(ModelCommand.Hear.class))
                .hasSize(250)
                .startsWith(new ModelCommand.Hear("frame10"));
        assertThat(call.all(PlatformCommand.Measure.class))
                .filteredOn(
                        measure -> measure.measurement() == PlatformCommand.Measurement.RING_DROP)
                .hasSize(10);
    }

    /// Thread: twilio-samples/speech-assistant-openai-realtime-api-python#9
    @Test
    void shouldGiveModelTheFloorOnlyAfterOpeningWasHeard() {
        // Given
        call.opening().modelReady();
        assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
        // When
        call.after(3_000).hearsEverything();
        // Then
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
        assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
    }

    @Test
    void shouldGiveModelTheFloorOnlyAfterItConfirmedTelephoneAudio() {
        // Given
        call.opening().after(3_000).hearsEverything();
        assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
        // When
        call.modelReady();
        // Then
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    @Test
    void shouldNotLetCallerInterruptTheOpening() {
        // Given
        call.opening().modelReady().after(500);
        // When
        call.on(new ModelEvent.SpeechStarted("c1", 300));
        // Then
        assertThat(call.all(CallerCommand.Clear.class)).isEmpty();
    }

    @Test
    void shouldWaitForCallerWhoSpeaksWhenOpeningEnds() {
        // Given
        call.opening()
                .modelReady()
                .on(new ModelEvent.SpeechStarted("c1", 2_900))
                .after(3_000)
                .hearsEverything();
        assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
        // When
        call.on(
                new ModelEvent.SpeechStopped("c1", 3_900),
                new ModelEvent.TurnTaken("c1"),
                new ModelEvent.CallerSaid("c1", "Hello?"));
        // Then
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    @Test
    void shouldLeaveTheLineToItsProviderWhenOpeningCannotBeSpoken() {
        // Given
        call.redeeming().on(new PlatformEvent.Redeemed(ScriptedCall.BRIEF));
        // When
        call.on(new PlatformEvent.SpeechFailed(Utterance.OPENING));
        // Then
        assertThat(call.latest())
                .contains(new CallerCommand.Close(CloseCause.PLATFORM_UNAVAILABLE));
        assertThat(call.all(PlatformCommand.HangUp.class)).isEmpty();
        assertThat(call.latest(PlatformCommand.TellEnded.class))
                .extracting(PlatformCommand.TellEnded::reason)
                .containsExactly(MediaEndReason.PLATFORM_FAILED);
    }

    @Test
    void shouldLeaveTheLineToItsProviderWhenTheApologyCannotBeSpoken() {
        // Given
        call.redeeming()
                .on(
                        new PlatformEvent.Redeemed(ScriptedCall.BRIEF),
                        new PlatformEvent.SpeechFailed(Utterance.APOLOGY),
                        speech(Utterance.OPENING, 3_000));
        // When
        call.on(new ModelEvent.Refused("insufficient_quota"));
        // Then
        assertThat(call.latest())
                .contains(new CallerCommand.Close(CloseCause.PLATFORM_UNAVAILABLE));
        assertThat(call.all(PlatformCommand.HangUp.class)).isEmpty();
    }

    @Test
    void shouldFailModelThatRefusesItsConfiguration() {
        // Given
        call.opening().on(new ModelEvent.Opened());
        // When
        call.on(new ModelEvent.Complaint("invalid_value"));
        // Then
        assertThat(call.session.state())
                .isEqualTo(new BridgeState.Ending(MediaEndReason.MODEL_FAILED));
    }

    /// The provider accepts the configuration and answers another format. Thread:
    /// openai/openai-agents-js#170 Thread: openai/openai-agents-js#317 Thread: Patter#154 Thread:
    /// openai/openai-agents-js#122 Thread: openai/openai-agents-js#1366 Thread:
    /// openai/openai-agents-js#1676 Thread: openai/openai-agents-js#126 Thread:
    /// openai/openai-agents-js#318
    @Test
    void shouldFailModelThatConfirmsAnotherFormat() {
        // Given
        call.opening();
        // When
        call.on(new ModelEvent.Opened(), new ModelEvent.Configured(false));
        // Then
        assertThat(call.latest()).contains(new ModelCommand.Close());
        assertThat(call.session.state())
                .isEqualTo(new BridgeState.Ending(MediaEndReason.MODEL_FAILED));
    }
}
