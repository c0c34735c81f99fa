package io.leadflip.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.media.bridge.PlatformCommand.HeardBy;
import io.leadflip.media.bridge.PlatformCommand.TellTurn;
import org.junit.jupiter.api.Test;

/// The way out that every call has.
class OptOutTest {
    private final ScriptedCall call = new ScriptedCall();

    @Test
    void shouldCommitOptOutBeforeConfirmingItAloud() {
        // Given
        call.conversing().agentSays("r1", "Is it a good moment?", 2_000).after(300);
        call.on(new ModelEvent.ResponseStarted("r2"));
        // When
        call.on(new ModelEvent.ToolCalled("r2", "t1", "opt_out", "{}"));
        // Then
        assertThat(call.latest())
                .contains(
                        new CallerCommand.Clear(), new PlatformCommand.CommitOptOut(HeardBy.VOICE));
        assertThat(call.latest(CallerCommand.Play.class)).isEmpty();
        call.on(new PlatformEvent.OptOutCommitted());
        assertThat(call.latest(CallerCommand.Play.class)).isNotEmpty();
        assertThat(call.latest())
                .contains(
                        new PlatformCommand.Start(
                                Timer.FAREWELL, ScriptedCall.RULES.optOutWithin()));
        call.after(1_000).hearsEverything();
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.OPTED_OUT));
    }

    /// The model has a tool for it, and may apologise instead.
    @Test
    void shouldOptOutWhoeverSaysSoWhateverTheModelMakesOfIt() {
        // Given
        call.conversing();
        // When
        call.callerSays("c1", "Please stop calling me.");
        // Then
        assertThat(call.latest()).contains(new PlatformCommand.CommitOptOut(HeardBy.VOICE));
        // When
        call.on(new PlatformEvent.OptOutCommitted());
        call.on(new ModelEvent.ResponseStarted("r9"));
        call.on(new ModelEvent.ToolCalled("r9", "t9", "opt_out", "{}"));
        // Then
        assertThat(call.latest(PlatformCommand.CommitOptOut.class)).isEmpty();
    }

    @Test
    void shouldTakeKeyNineForAnOptOutEvenDuringTheOpening() {
        // Given
        call.opening().after(500);
        // When
        call.on(new CallerEvent.KeyPressed('9'));
        // Then
        assertThat(call.latest())
                .contains(new CallerCommand.Clear(), new PlatformCommand.CommitOptOut(HeardBy.KEY));
    }

    @Test
    void shouldRememberKeyNineUntilItIsKnownWhoseCallThisIs() {
        // Given
        call.redeeming().on(new CallerEvent.KeyPressed('9'));
        // When
        call.on(new PlatformEvent.Redeemed(ScriptedCall.BRIEF));
        // Then
        assertThat(call.latest()).contains(new PlatformCommand.CommitOptOut(HeardBy.KEY));
        assertThat(call.all(ModelCommand.Connect.class)).isEmpty();
    }

    @Test
    void shouldOptOutWhoeverPressedNineAndHungUpBeforeItWasKnownWhoItIs() {
        // Given
        call.redeeming().on(new CallerEvent.KeyPressed('9'));
        call.on(new CallerEvent.Stopped(), new CallerEvent.Gone());
        assertThat(call.latest()).isEmpty();
        // When
        call.on(new PlatformEvent.Redeemed(ScriptedCall.BRIEF));
        // Then
        assertThat(call.latest())
                .contains(
                        new PlatformCommand.CommitOptOut(HeardBy.KEY),
                        new PlatformCommand.Release());
        assertThat(call.latest(PlatformCommand.TellEnded.class).getFirst().reason())
                .isEqualTo(MediaEndReason.OPTED_OUT);
    }

    @Test
    void shouldCommitOptOutThatModelHeardAsTheCallWasEnding() {
        // Given
        call.conversing().on(new ModelEvent.ResponseStarted("r1"));
        call.on(new PlatformEvent.TimerFired(Timer.CALL));
        // When
        call.on(new ModelEvent.ToolCalled("r1", "t1", "opt_out", "{}"));
        // Then
        assertThat(call.latest()).contains(new PlatformCommand.CommitOptOut(HeardBy.VOICE));
    }

    @Test
    void shouldCommitOptOutThatModelHeardAfterTheCallerHungUp() {
        // Given
        call.conversing().on(new ModelEvent.ResponseStarted("r1"));
        call.on(new ModelEvent.SpeechStarted("c1", 5_000), new CallerEvent.Stopped());
        // When
        call.on(
                new ModelEvent.ToolCalled("r1", "t1", "opt_out", "{}"),
                new ModelEvent.CallerSaid("c1", "Never call me again."),
                ScriptedCall.ended("r1", ModelEvent.Result.CANCELLED));
        // Then
        assertThat(call.latest()).contains(new PlatformCommand.CommitOptOut(HeardBy.VOICE));
        assertThat(call.latest(PlatformCommand.TellEnded.class).getFirst().reason())
                .isEqualTo(MediaEndReason.OPTED_OUT);
    }

    @Test
    void shouldNotClaimAnOptOutThatCouldNotBeCommitted() {
        // Given
        call.conversing().on(new CallerEvent.KeyPressed('9'));
        // When
        call.on(new PlatformEvent.OptOutFailed()).after(1_000).hearsEverything();
        // Then
        assertThat(call.all(TellTurn.class))
                .extracting(TellTurn::text)
                .doesNotContain(ScriptedCall.BRIEF.optOutConfirmation());
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.OPTED_OUT));
    }

    @Test
    void shouldTellTheModelOfOtherKeys() {
        // Given
        call.conversing().agentSays("r1", "Press one.", 500).after(500).hearsEverything();
        // When
        call.on(new CallerEvent.KeyPressed('1'));
        // Then
        assertThat(call.latest(ModelCommand.Tell.class).getFirst().text()).contains("1");
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    @Test
    void shouldTellOptOutAsReasonWhenCallerHangsUpMeanwhile() {
        // Given
        call.conversing().on(new CallerEvent.KeyPressed('9'));
        // When
        call.on(new CallerEvent.Stopped());
        // Then
        assertThat(call.latest(PlatformCommand.TellEnded.class).getFirst().reason())
                .isEqualTo(MediaEndReason.OPTED_OUT);
    }
}
