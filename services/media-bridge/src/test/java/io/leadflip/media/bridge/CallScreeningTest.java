package io.leadflip.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.media.bridge.PlatformCommand.HeardBy;
import io.leadflip.media.bridge.PlatformCommand.TellTurn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A telephone's own assistant answers and asks who is calling: it is told, it is not talked to,
/// and it is not taken for a person. Whoever comes afterwards hears the opening.
///
/// Thread: livekit/agents#6125
class CallScreeningTest {
    private static final String QUESTION =
            "Hi, if you record your name and reason for calling, I'll see if this person is available.";
    private static final String ANSWER = ScriptedCall.BRIEF.standby().screened();

    private final ScriptedCall call = new ScriptedCall();

    /// It asks while the opening plays, and hears the answer after it.
    private ScriptedCall screened() {
        call.opening().modelReady().callerSays("c1", QUESTION);
        return call.after(5_000).hearsEverything();
    }

    @Test
    void shouldSayWhoCallsAndThatItIsAnAi() {
        // When
        screened();
        // Then
        assertThat(call.all(TellTurn.class))
                .extracting(TellTurn::text)
                .contains(ScriptedCall.BRIEF.opening(), ANSWER);
        assertThat(call.session.state()).isInstanceOf(BridgeState.Screened.class);
    }

    @Test
    void shouldNotLetTheAgentSpeakToIt() {
        // Given
        screened();
        // When
        call.callerSays("c2", "Thanks. Stay on the line.")
                .on(new CallerEvent.KeyPressed('1'), new PlatformEvent.TimerFired(Timer.IDLE));
        // Then
        assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
        assertThat(call.session.state()).isInstanceOf(BridgeState.Screened.class);
    }

    @Test
    void shouldTellItAgainWhenItAsksAgainWithinABound() {
        // Given
        screened();
        // When
        for (int question = 2; question < 9; question++) {
            call.callerSays("c" + question, "Please say your name.");
            call.after(2_000).hearsEverything();
        }
        // Then
        assertThat(call.all(TellTurn.class))
                .extracting(TellTurn::text)
                .filteredOn(ANSWER::equals)
                .hasSize(3);
    }

    @Test
    void shouldOpenForThePersonWhoComesAndThenTalk() {
        // Given
        screened().callerSays("c2", "Please hold.");
        // When
        call.callerSays("c3", "Hello, this is Bob.");
        // Then
        assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
        assertThat(call.latest(ModelCommand.Tell.class)).hasSize(1);
        call.after(3_000).hearsEverything();
        assertThat(call.all(TellTurn.class))
                .extracting(TellTurn::text)
                .filteredOn(ScriptedCall.BRIEF.opening()::equals)
                .hasSize(2);
        assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    /// The end of an opening that somebody else heard is not the end of theirs.
    @Test
    void shouldOpenFromTheStartForAPersonWhoComesWhileTheOpeningIsStillPlaying() {
        // Given: the assistant asks in the middle of the opening, and the person comes before its
        // end
        call.opening().modelReady().after(500).callerSays("c1", QUESTION);
        String endOfTheFirst = call.all(CallerCommand.Mark.class).getFirst().name();
        // When
        call.after(1_000).callerSays("c2", "Hello, this is Bob.");
        // Then
        assertThat(call.latest()).contains(new CallerCommand.Clear());
        call.after(1_000).on(new CallerEvent.MarkEchoed(endOfTheFirst));
        assertThat(call.session.state()).isInstanceOf(BridgeState.Opening.class);
        assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
        call.after(2_000).hearsEverything();
        assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    /// Detection takes such an assistant for anything.
    @ParameterizedTest
    @EnumSource(
            value = Answerer.class,
            names = {"PERSON", "MACHINE_GREETING", "MACHINE_RECORDING", "UNKNOWN"})
    void shouldBelieveItsWordsRatherThanTheProvider(Answerer verdict) {
        // Given
        screened();
        // When
        call.on(new PlatformEvent.AnsweredBy(verdict));
        // Then
        assertThat(call.session.state()).isInstanceOf(BridgeState.Screened.class);
        assertThat(call.latest(CallerCommand.Play.class)).isEmpty();
    }

    /// A verdict that came before its question was about the assistant as well.
    @Test
    void shouldLeaveTheMessageWhenItTakesOne() {
        // Given
        call.opening().modelReady().on(new PlatformEvent.AnsweredBy(Answerer.PERSON));
        call.callerSays("c1", QUESTION).after(5_000).hearsEverything();
        // When
        call.callerSays("c2", "This person is not available. Leave a message after the tone.");
        // Then
        assertThat(call.session.state()).isInstanceOf(BridgeState.AtMachine.class);
        call.on(new PlatformEvent.TimerFired(Timer.MESSAGE)).after(4_000).hearsEverything();
        assertThat(call.all(TellTurn.class).getLast().text())
                .isEqualTo(ScriptedCall.BRIEF.standby().voicemail());
    }

    @Test
    void shouldNotCountAsAPersonWhenItHangsUp() {
        // Given
        screened();
        // When
        call.on(new CallerEvent.Stopped());
        // Then
        assertThat(call.all(PlatformCommand.TellEnded.class))
                .extracting(PlatformCommand.TellEnded::reason)
                .containsExactly(MediaEndReason.VOICEMAIL);
    }

    @Test
    void shouldHangUpWhenItPutsNobodyThrough() {
        // Given
        screened();
        assertThat(call.effects)
                .contains(
                        new PlatformCommand.Start(
                                Timer.SCREENED, ScriptedCall.RULES.screening().putThroughWithin()));
        // When
        call.on(new PlatformEvent.TimerFired(Timer.SCREENED));
        // Then
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.VOICEMAIL));
    }

    @Test
    void shouldAnswerItAgainWhenItsWordsAreNotUnderstood() {
        // Given
        screened();
        // When
        call.on(
                new ModelEvent.SpeechStarted("c2", 100),
                new ModelEvent.SpeechStopped("c2", 900),
                new ModelEvent.TurnTaken("c2"),
                new ModelEvent.CallerNotUnderstood("c2"));
        // Then
        assertThat(call.latest(CallerCommand.Play.class)).isNotEmpty();
        assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
    }

    @Test
    void shouldOptOutWhoeverPressesNineMeanwhile() {
        // Given
        screened();
        // When
        call.on(new CallerEvent.KeyPressed('9'));
        // Then
        assertThat(call.latest()).contains(new PlatformCommand.CommitOptOut(HeardBy.KEY));
    }
}
