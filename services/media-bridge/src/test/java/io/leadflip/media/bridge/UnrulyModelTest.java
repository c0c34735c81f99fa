package io.leadflip.media.bridge;

import static io.leadflip.media.bridge.ScriptedCall.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.media.bridge.PlatformCommand.TellTurn;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A voice model that does not keep to its protocol spoils a sentence at most, never the call.
class UnrulyModelTest {
    private final ScriptedCall call = new ScriptedCall();

    private static ModelEvent audio(String response, String item) {
        return new ModelEvent.Audio(response, item, "AAAA", 800);
    }

    @Test
    void shouldNotPlayAudioOfAResponseThatHasEnded() {
        // Given
        call.conversing().agentSays("r1", "Good morning.", 1_000);
        // When
        call.on(audio("r1", "item-r1"));
        // Then
        assertThat(call.latest(CallerCommand.Play.class)).isEmpty();
        assertThat(call.speaks("r1", "item-r1", 800)).isFalse();
    }

    /// What came too late must not keep later turns from being told, nor silence from being
    /// noticed.
    @Test
    void shouldGoOnTellingTurnsAfterLateAudio() {
        // Given
        call.conversing().agentSays("r1", "Good morning.", 1_000).after(1_000).hearsEverything();
        call.on(audio("r1", "item-r1"), audio("r1", "other"));
        // When
        call.callerSays("c1", "Yes?").agentSays("r2", "Is it a good moment?", 1_000);
        call.after(1_000).hearsEverything();
        // Then
        assertThat(call.all(TellTurn.class))
                .extracting(TellTurn::text)
                .contains("Good morning.", "Is it a good moment?");
        assertThat(call.latest())
                .contains(new PlatformCommand.Start(Timer.IDLE, ScriptedCall.RULES.idleAfter()));
    }

    @Test
    void shouldHearOnlyTheLatestOfTwoResponsesAtOnce() {
        // Given
        call.conversing().on(new ModelEvent.ResponseStarted("r1"), audio("r1", "i1"));
        call.on(new ModelEvent.ResponseStarted("r2"), audio("r2", "i2"));
        // When
        call.on(audio("r1", "i1"));
        // Then
        assertThat(call.latest(CallerCommand.Play.class)).isEmpty();
        call.on(audio("r2", "i2"));
        assertThat(call.latest(CallerCommand.Play.class)).hasSize(1);
    }

    @Test
    void shouldTellBothOfTwoResponsesAtOnceAsFarAsTheyWereHeard() {
        // Given
        call.conversing().on(new ModelEvent.ResponseStarted("r1"), audio("r1", "i1"));
        call.on(new ModelEvent.WordsDone("i1", "One."), new ModelEvent.WordsDone("i2", "Two."));
        call.on(new ModelEvent.ResponseStarted("r2"), audio("r2", "i2"));
        // When
        call.on(done("r1"), audio("r2", "i2"), new ModelEvent.AudioDone("r2", "i2"), done("r2"));
        call.after(500).hearsEverything();
        // Then
        assertThat(call.latest(TellTurn.class))
                .extracting(TellTurn::text)
                .containsExactly("One.", "Two.");
    }

    @Test
    void shouldNotTakeTheEndOfAnOvertakenResponseForTheEndOfTheOther() {
        // Given
        call.conversing().on(new ModelEvent.ResponseStarted("r1"));
        call.on(new ModelEvent.ResponseStarted("r2"), new ModelEvent.TurnTaken("c1"));
        // When
        call.on(done("r1"));
        // Then
        assertThat(call.latest(ModelCommand.Speak.class)).isEmpty();
        call.on(done("r2"));
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    @Test
    void shouldOnlyCountErrorsItDoesNotKnow() {
        // Given
        call.conversing();
        // When
        call.on(new ModelEvent.Complaint("brand_new_code"), new ModelEvent.Unknown());
        // Then
        assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
        assertThat(call.latest())
                .containsExactly(
                        new PlatformCommand.Measure(PlatformCommand.Measurement.COMPLAINT, 1));
    }

    @Test
    void shouldHoldAFloodOfWordsAndTurnsWithinBounds() {
        // Given
        call.conversing();
        long before = Reach.of(call.session);
        // When
        IntStream.range(0, 5_000)
                .forEach(
                        each ->
                                call.quietly(
                                        new ModelEvent.Words("i" + each, "words "),
                                        new ModelEvent.SpeechStarted("c" + each, each)));
        // Then
        assertThat(Reach.of(call.session) - before).isLessThan(20_000);
    }
}
