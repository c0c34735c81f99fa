package io.leadflip.media.bridge;

import static io.leadflip.media.bridge.ScriptedCall.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.ModelUsage;
import io.leadflip.media.bridge.PlatformCommand.Measure;
import io.leadflip.media.bridge.PlatformCommand.Measurement;
import org.junit.jupiter.api.Test;

class TurnsAndCostTest {
    private final ScriptedCall call = new ScriptedCall();

    private ScriptedCall talking() {
        return call.conversing()
                .agentSays("r1", "Hello.", 500)
                .after(500)
                .hearsEverything()
                .callerSays("c1", "Yes?");
    }

    /// Thread: livekit/agents#3685
    @Test
    void shouldMeasureHowLongTheCallerWaitsForAnAnswer() {
        // Given
        talking();
        // When, Then
        call.after(120).on(new ModelEvent.ResponseStarted("r2"));
        assertThat(call.latest()).contains(new Measure(Measurement.TURN_RESPONSE_MS, 120));
        call.after(200).on(new ModelEvent.Audio("r2", "i2", "AAAA", 800));
        assertThat(call.latest()).contains(new Measure(Measurement.TURN_FIRST_BYTE_MS, 320));
        call.after(60).hearsEverything();
        assertThat(call.latest()).contains(new Measure(Measurement.TURN_FIRST_MARK_MS, 380));
    }

    /// Echoes of what was thrown away come late, and prove nothing about the answer.
    @Test
    void shouldNotTakeTheEchoOfAThrownAwayMarkForTheAnswersFirst() {
        // Given
        call.conversing().agentSays("r1", "One two three", 3_000).after(500);
        var thrownAway = call.all(CallerCommand.Mark.class).getLast();
        call.callerSays("c1", "Yes?")
                .on(
                        new ModelEvent.ResponseStarted("r2"),
                        new ModelEvent.Audio("r2", "i2", "AAAA", 800));
        // When
        call.after(40).on(new CallerEvent.MarkEchoed(thrownAway.name()));
        // Then
        assertThat(call.latest(Measure.class)).isEmpty();
        call.after(60).hearsEverything();
        assertThat(call.latest()).contains(new Measure(Measurement.TURN_FIRST_MARK_MS, 100));
    }

    /// Thread: openai/openai-realtime-twilio-demo#13
    @Test
    void shouldMeasureHowLongItTakesUntilTheFirstAudio() {
        // Given
        call.redeeming().after(350).on(new PlatformEvent.Redeemed(ScriptedCall.BRIEF));
        // When
        call.after(150).on(ScriptedCall.speech(Utterance.OPENING, 3_000));
        // Then
        assertThat(call.latest()).contains(new Measure(Measurement.FIRST_AUDIO_MS, 500));
        call.modelReady().after(3_000).hearsEverything().agentSays("r1", "Hello.", 500);
        assertThat(call.all(Measure.class))
                .filteredOn(each -> each.measurement() == Measurement.FIRST_AUDIO_MS)
                .hasSize(1);
    }

    @Test
    void shouldNotMeasureATurnThatTheCallerTookBack() {
        // Given
        talking();
        // When
        call.on(new ModelEvent.SpeechStarted("c2", 2_000), new ModelEvent.ResponseStarted("r2"));
        // Then
        assertThat(call.latest(Measure.class))
                .extracting(Measure::measurement)
                .doesNotContain(Measurement.TURN_RESPONSE_MS);
    }

    @Test
    void shouldMeasureWhatWasOutWhenAResponseEnded() {
        // Given
        call.conversing()
                .on(
                        new ModelEvent.ResponseStarted("r1"),
                        new ModelEvent.Audio("r1", "i1", "AAAA", 8_000));
        // When
        call.on(done("r1"));
        // Then
        assertThat(call.latest()).contains(new Measure(Measurement.IN_FLIGHT_MS, 1_000));
    }

    @Test
    void shouldCountWhatIsUsedBesideTheResponses() {
        // Given
        talking().agentSays("r2", "Fine.", 500).after(500).hearsEverything();
        // When
        call.on(
                new ModelEvent.Used(new ModelUsage("m", 3, 25, 0, 6, 0)),
                new CallerEvent.Stopped());
        // Then
        assertThat(call.latest(PlatformCommand.TellEnded.class))
                .extracting(PlatformCommand.TellEnded::usage)
                .containsExactly(new ModelUsage("gpt-realtime", 23, 65, 10, 20, 80));
    }

    /// Twenty minutes at five cents a minute.
    @Test
    void shouldEndACallPolitelyThatLastsTooLongForWhatItMayCost() {
        // Given
        talking().on(new ModelEvent.Lasted(1_190));
        assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
        // When
        call.on(new ModelEvent.Lasted(11));
        // Then
        assertThat(call.session.state())
                .isEqualTo(new BridgeState.Ending(MediaEndReason.COST_LIMIT));
    }

    @Test
    void shouldEndACallPolitelyThatCostsTooMuch() {
        // Given
        talking().on(new ModelEvent.ResponseStarted("r2"));
        // When: 20,000 tokens of speech at 64 dollars a million
        call.on(
                new ModelEvent.ResponseEnded(
                        "r2",
                        ModelEvent.Result.COMPLETED,
                        false,
                        new ModelUsage("m", 0, 0, 0, 0, 20_000)));
        // Then
        assertThat(call.session.state())
                .isEqualTo(new BridgeState.Ending(MediaEndReason.COST_LIMIT));
        call.after(1_000).hearsEverything();
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.COST_LIMIT));
    }
}
