package io.leadflip.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.door.StreamBrief;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MachineWatchTest {
    private static final String GREETING =
            "Hi, this is Bob. Please leave a message after the beep.";
    private final ScriptedCall call = new ScriptedCall();

    private static PlatformEvent fired(Timer timer) {
        return new PlatformEvent.TimerFired(timer);
    }

    private static PlatformEvent answeredBy(Answerer who) {
        return new PlatformEvent.AnsweredBy(who);
    }

    private ScriptedCall greetedDuringTheOpening() {
        return call.opening().modelReady().callerSays("c1", GREETING);
    }

    @Test
    void shouldAskForTheProvidersVerdictUntilThereIsOne() {
        // Given
        call.opening();
        assertThat(call.effects)
                .contains(new PlatformCommand.Start(Timer.WHO_ANSWERED, Duration.ofSeconds(2)));
        // When
        call.on(fired(Timer.WHO_ANSWERED));
        // Then
        assertThat(call.latest()).contains(new PlatformCommand.AskWhoAnswered());
        call.on(answeredBy(Answerer.UNDECIDED));
        assertThat(call.latest())
                .contains(new PlatformCommand.Start(Timer.WHO_ANSWERED, Duration.ofMillis(750)));
        call.on(answeredBy(Answerer.PERSON));
        assertThat(call.latest(PlatformCommand.Start.class)).isEmpty();
    }

    @Test
    void shouldNotAskForTheVerdictForever() {
        // Given
        call.opening().after(40_000);
        // When
        call.on(answeredBy(Answerer.UNDECIDED));
        // Then
        assertThat(call.latest(PlatformCommand.Start.class)).isEmpty();
    }

    /// Thread: dograh#727
    @Test
    void shouldLeaveTheMessageWhenAMachineRecords() {
        // Given: the platform was speaking its opening into the greeting
        call.opening().modelReady().after(1_000);
        // When
        call.on(answeredBy(Answerer.MACHINE_RECORDING));
        // Then
        assertThat(call.latest()).contains(new CallerCommand.Clear());
        call.on(new ModelEvent.SpeechStarted("c1", 100));
        assertThat(call.latest()).doesNotContain(new CallerCommand.Clear());
        call.after(4_000).hearsEverything();
        assertThat(call.latest(PlatformCommand.TellTurn.class))
                .extracting(PlatformCommand.TellTurn::text)
                .containsExactly(ScriptedCall.BRIEF.standby().voicemail());
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.VOICEMAIL));
        assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
    }

    @Test
    void shouldHangUpOnAFax() {
        // Given
        call.opening();
        // When
        call.on(answeredBy(Answerer.FAX));
        // Then
        assertThat(call.latest())
                .contains(
                        new CallerCommand.Clear(),
                        new PlatformCommand.HangUp(MediaEndReason.VOICEMAIL));
    }

    @Test
    void shouldNotLetTheAgentTalkToAMachineThatGreets() {
        // When
        greetedDuringTheOpening();
        // Then
        assertThat(call.session.state()).isInstanceOf(BridgeState.AtMachine.class);
        assertThat(call.latest()).contains(new CallerCommand.Clear());
        call.after(3_000).on(new CallerEvent.MarkEchoed("g0m1"));
        assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
    }

    @Test
    void shouldKnowAMachineByWordsThatAreLateWithinTheOpening() {
        // Given
        call.opening().modelReady();
        call.on(
                new ModelEvent.SpeechStarted("c1", 100),
                new ModelEvent.SpeechStopped("c1", 900),
                new ModelEvent.TurnTaken("c1"));
        // When
        call.after(1_600).on(fired(Timer.FIRST_WORDS), new ModelEvent.CallerSaid("c1", GREETING));
        // Then
        assertThat(call.session.state()).isInstanceOf(BridgeState.AtMachine.class);
    }

    @Test
    void shouldKnowAMachineThatBeginsLikeAPerson() {
        // Given
        call.opening().modelReady().callerSays("c1", "Hi.");
        // When
        call.callerSays("c2", GREETING);
        // Then
        assertThat(call.session.state()).isInstanceOf(BridgeState.AtMachine.class);
    }

    @Test
    void shouldWaitForWordsThatAreOnTheirWayWhenTheOpeningEnds() {
        // Given
        call.opening().modelReady().callerSays("c1", "Hi.");
        call.on(
                new ModelEvent.SpeechStarted("c2", 1_000),
                new ModelEvent.SpeechStopped("c2", 2_900),
                new ModelEvent.TurnTaken("c2"));
        // When
        call.after(3_000).hearsEverything();
        // Then
        assertThat(call.latest(ModelCommand.Speak.class)).isEmpty();
        assertThat(call.latest())
                .contains(new PlatformCommand.Start(Timer.FIRST_WORDS, Duration.ofMillis(1500)));
        call.on(new ModelEvent.CallerSaid("c2", GREETING));
        assertThat(call.session.state()).isInstanceOf(BridgeState.AtMachine.class);
    }

    @Test
    void shouldNotWaitForWordsAgainAfterAPersonSpokeWithinTheOpening() {
        // Given
        call.opening().modelReady().callerSays("c1", "Hello?").after(3_000).hearsEverything();
        call.agentSays("r1", "Is it a good moment?", 500).after(500).hearsEverything();
        // When
        call.on(
                new ModelEvent.SpeechStarted("c2", 2_000),
                new ModelEvent.SpeechStopped("c2", 2_900),
                new ModelEvent.TurnTaken("c2"));
        // Then
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    @Test
    void shouldLeaveTheMessageOnceTheGreetingMachineIsSilent() {
        // Given
        greetedDuringTheOpening();
        assertThat(call.latest())
                .contains(new PlatformCommand.Start(Timer.MESSAGE, Duration.ofMillis(2500)));
        call.on(new ModelEvent.SpeechStarted("c2", 1_000));
        assertThat(call.latest()).contains(new PlatformCommand.Cancel(Timer.MESSAGE));
        call.on(new ModelEvent.SpeechStopped("c2", 2_000));
        assertThat(call.latest())
                .contains(new PlatformCommand.Start(Timer.MESSAGE, Duration.ofMillis(2500)));
        // When
        call.on(fired(Timer.MESSAGE)).after(4_000).hearsEverything();
        // Then
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.VOICEMAIL));
    }

    /// Thread: bolna-ai/bolna#941
    @Test
    void shouldLeaveTheMessageOnceMoreWhenTheGreetingHadOnlyPaused() {
        // Given
        greetedDuringTheOpening().on(fired(Timer.MESSAGE)).after(1_000);
        // When
        call.on(new ModelEvent.SpeechStarted("c2", 5_000));
        // Then
        assertThat(call.latest()).contains(new CallerCommand.Clear());
        call.on(new ModelEvent.SpeechStopped("c2", 7_000), fired(Timer.MESSAGE));
        call.after(4_000).hearsEverything();
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.VOICEMAIL));
        assertThat(call.all(PlatformCommand.TellTurn.class))
                .filteredOn(turn -> !turn.interrupted())
                .extracting(PlatformCommand.TellTurn::text)
                .contains(ScriptedCall.BRIEF.standby().voicemail());
    }

    @Test
    void shouldSayNothingToAMachineAtTheEndOfTheTime() {
        // Given
        greetedDuringTheOpening();
        // When
        call.on(fired(Timer.CALL));
        // Then
        assertThat(call.latest(CallerCommand.Play.class)).isEmpty();
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.VOICEMAIL));
    }

    @Test
    void shouldHangUpOnAMachineWhenThereIsNoMessageToLeave() {
        // Given
        StreamBrief plain = ScriptedCall.BRIEF;
        StreamBrief brief =
                new StreamBrief(
                        plain.leadId(),
                        plain.callId(),
                        plain.attemptId(),
                        plain.purpose(),
                        plain.sealKey(),
                        plain.language(),
                        plain.opening(),
                        plain.optOutConfirmation(),
                        plain.goodbye(),
                        plain.instructions(),
                        plain.maxSeconds(),
                        new StreamBrief.StandbyLines(
                                "Sorry.", "One moment.", null, "LeadFlip.", "Call 911."),
                        false);
        call.redeeming()
                .on(
                        new PlatformEvent.Redeemed(brief),
                        ScriptedCall.speech(Utterance.OPENING, 3_000));
        // When
        call.on(answeredBy(Answerer.MACHINE_RECORDING));
        // Then
        assertThat(call.latest(CallerCommand.Play.class)).isEmpty();
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.VOICEMAIL));
        assertThat(call.all(PlatformCommand.Prepare.class))
                .extracting(PlatformCommand.Prepare::utterance)
                .doesNotContain(Utterance.VOICEMAIL);
    }

    @Test
    void shouldNotWaitForTheEndOfAGreetingForEver() {
        // Given
        greetedDuringTheOpening();
        for (int pause = 0; pause < 2; pause++) {
            call.on(fired(Timer.MESSAGE)).after(1_000);
            call.on(new ModelEvent.SpeechStarted("c2", 5_000));
            call.on(new ModelEvent.SpeechStopped("c2", 7_000));
        }
        call.on(fired(Timer.MESSAGE)).after(1_000);
        // When
        call.on(new ModelEvent.SpeechStarted("c3", 9_000));
        // Then
        assertThat(call.latest()).doesNotContain(new CallerCommand.Clear());
    }

    /// What the machine's greeting cut off is said again: nobody is talked to without the opening.
    @Test
    void shouldOpenAgainForAPersonWhoSoundedLikeAMachine() {
        // Given
        greetedDuringTheOpening();
        // When
        call.on(answeredBy(Answerer.PERSON));
        // Then
        assertThat(call.all(ModelCommand.Speak.class)).isEmpty();
        assertThat(call.latest(CallerCommand.Play.class)).hasSize(6);
        call.after(3_000).hearsEverything();
        assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    /// Detection may be quicker than the words.
    @Test
    void shouldTalkToAPersonWhoSoundsLikeAMachineAfterTheProvidersVerdict() {
        // Given
        call.opening().modelReady().after(2_000).on(answeredBy(Answerer.PERSON));
        // When
        call.callerSays("c1", GREETING);
        // Then
        assertThat(call.latest(CallerCommand.Clear.class)).isEmpty();
        call.after(1_000).hearsEverything();
        assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    @Test
    void shouldTalkAtOnceToAPersonWhoHasHeardTheOpening() {
        // Given
        call.conversing().agentSays("r1", "Hello.", 500).after(500).hearsEverything();
        call.on(answeredBy(Answerer.MACHINE_GREETING));
        // When
        call.on(answeredBy(Answerer.PERSON));
        // Then
        assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    /// Thread: livekit/agents#6125
    @ParameterizedTest
    @EnumSource(
            value = Answerer.class,
            names = {"MACHINE_GREETING", "MACHINE_RECORDING", "FAX"})
    void shouldNotEndAConversationForAVerdictThatComesLate(Answerer verdict) {
        // Given
        call.conversing().agentSays("r1", "Is it a good moment?", 2_000);
        call.after(2_000).hearsEverything().callerSays("c1", "Yes, it is.");
        // When
        call.on(answeredBy(verdict));
        // Then
        assertThat(call.session.state()).isInstanceOf(BridgeState.Conversing.class);
        assertThat(call.latest()).isEmpty();
    }

    @Test
    void shouldNotTakeAGreetingThatGoesOnForAReply() {
        // Given: it pauses while the opening ends, and says nothing that only machines say
        call.opening().modelReady().after(1_500).callerSays("c1", "Hi, this is Bob.");
        call.after(1_500).hearsEverything().callerSays("c2", "I am away until Monday.");
        // When
        call.on(answeredBy(Answerer.MACHINE_RECORDING));
        // Then
        assertThat(call.session.state())
                .isEqualTo(new BridgeState.Ending(MediaEndReason.VOICEMAIL));
    }

    @Test
    void shouldNotKeepAPersonWaitingForLateWords() {
        // Given
        call.conversing().agentSays("r1", "Hello.", 500).after(500).hearsEverything();
        call.on(
                new ModelEvent.SpeechStarted("c1", 100),
                new ModelEvent.SpeechStopped("c1", 900),
                new ModelEvent.TurnTaken("c1"));
        assertThat(call.latest())
                .contains(new PlatformCommand.Start(Timer.FIRST_WORDS, Duration.ofMillis(1500)));
        assertThat(call.latest(ModelCommand.Speak.class)).isEmpty();
        // When
        call.on(fired(Timer.FIRST_WORDS));
        // Then
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    @Test
    void shouldWaitForWordsOnlyOnce() {
        // Given
        call.conversing()
                .agentSays("r1", "Hello.", 500)
                .after(500)
                .hearsEverything()
                .callerSays("c1", "Yes?");
        call.agentSays("r2", "Is it a good moment?", 500).after(500).hearsEverything();
        // When
        call.on(
                new ModelEvent.SpeechStarted("c2", 2_000),
                new ModelEvent.SpeechStopped("c2", 2_900),
                new ModelEvent.TurnTaken("c2"));
        // Then
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    @Test
    void shouldOptOutWhoeverPressesNineEvenWhenTakenForAMachine() {
        // Given
        greetedDuringTheOpening();
        // When
        call.on(new CallerEvent.KeyPressed('9'));
        // Then
        assertThat(call.session.state()).isInstanceOf(BridgeState.OptingOut.class);
    }
}
