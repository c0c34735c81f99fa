package io.leadflip.media.bridge;

import static io.leadflip.media.bridge.ScriptedCall.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The process must end while a call is still there: the line is given back to its provider, and
/// what happened is told before it is forgotten.
class GraceOverTest {
    private static final BridgeEvent GRACE_IS_OVER = new PlatformEvent.Shutdown();

    private final ScriptedCall call = new ScriptedCall();

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheLineBackAndTellWhyWhereverTheCallStands(Stand stand) {
        // Given
        var call = stand.reach();
        // When
        call.on(GRACE_IS_OVER);
        // Then
        assertThat(call.latest(CallerCommand.Close.class))
                .containsExactly(new CallerCommand.Close(CloseCause.SHUTDOWN));
        assertThat(call.latest(PlatformCommand.TellEnded.class))
                .extracting(PlatformCommand.TellEnded::reason)
                .containsExactly(stand.brokenOff);
        assertThat(call.latest()).endsWith(new PlatformCommand.Release());
        assertThat(call.session.state()).isEqualTo(new BridgeState.Closed());
    }

    @Test
    void shouldTellNothingOfAStreamThatIsNoCallYet() {
        // Given
        call.redeeming();
        // When
        call.on(GRACE_IS_OVER);
        // Then
        assertThat(call.latest())
                .containsExactly(
                        new CallerCommand.Close(CloseCause.SHUTDOWN),
                        new PlatformCommand.Release());
        call.on(new PlatformEvent.Redeemed(ScriptedCall.BRIEF), frame(1));
        assertThat(call.latest()).isEmpty();
    }

    @Test
    void shouldWriteDownWhatWasHeardUntilThen() {
        // Given
        call.conversing().agentSays("r1", "One two three four five six", 4_000).after(2_100);
        var marks = call.all(CallerCommand.Mark.class);
        call.on(new CallerEvent.MarkEchoed(marks.get(marks.size() - 5).name()));
        // When
        call.on(GRACE_IS_OVER);
        // Then
        assertThat(call.latest(PlatformCommand.TellTurn.class))
                .singleElement()
                .matches(PlatformCommand.TellTurn::interrupted)
                .matches(turn -> !turn.text().contains("six"));
    }

    @Test
    void shouldStillWaitForTheCallersLastWordsWithinTheirBound() {
        // Given
        call.conversing().on(new ModelEvent.SpeechStarted("c1", 100));
        // When
        call.on(GRACE_IS_OVER);
        // Then
        assertThat(call.latest(CallerCommand.Close.class))
                .containsExactly(new CallerCommand.Close(CloseCause.SHUTDOWN));
        assertThat(call.latest())
                .contains(
                        new PlatformCommand.Start(
                                Timer.TRANSCRIPT, ScriptedCall.RULES.transcriptWithin()));
        call.on(new PlatformEvent.TimerFired(Timer.TRANSCRIPT));
        assertThat(call.latest(PlatformCommand.TellEnded.class))
                .extracting(PlatformCommand.TellEnded::reason)
                .containsExactly(MediaEndReason.PLATFORM_FAILED);
    }
}
