package io.leadflip.media.bridge;

import static io.leadflip.media.bridge.ScriptedCall.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.media.bridge.PlatformEvent.Person;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A person of the business takes the line: the stream ends, and the line does not.
class HandOverTest {
    private final ScriptedCall call = new ScriptedCall();

    @BeforeEach
    void conversing() {
        call.conversing();
    }

    private ScriptedCall asks() {
        return call.on(
                new ModelEvent.ResponseStarted("r9"),
                new ModelEvent.ToolCalled("r9", "t1", "request_human", "{}"),
                done("r9"));
    }

    private void comes() {
        call.on(new PlatformEvent.HumanRequested("t1", Person.COMES));
    }

    private void endedAs(MediaEndReason reason) {
        assertThat(call.all(PlatformCommand.TellEnded.class))
                .extracting(PlatformCommand.TellEnded::reason)
                .containsExactly(reason);
    }

    @Test
    void shouldEndTheStreamWithoutHangingUp() {
        // Given
        asks();
        // When
        comes();
        // Then
        assertThat(call.latest()).contains(new CallerCommand.Close(CloseCause.DONE));
        assertThat(call.all(PlatformCommand.HangUp.class)).isEmpty();
        assertThat(call.latest(ModelCommand.Speak.class)).isEmpty();
        endedAs(MediaEndReason.HANDED_OVER);
    }

    @Test
    void shouldLetTheAgentsLastSentenceBeHeard() {
        // Given
        call.agentSays("r1", "Of course, one moment.", 1_200);
        asks();
        // When
        comes();
        // Then
        assertThat(call.all(CallerCommand.Close.class)).isEmpty();
        assertThat(call.all(CallerCommand.Clear.class)).isEmpty();
        // When
        call.after(1_200).hearsEverything();
        // Then
        assertThat(call.latest()).contains(new CallerCommand.Close(CloseCause.DONE));
        endedAs(MediaEndReason.HANDED_OVER);
    }

    @Test
    void shouldNotWaitForALastSentenceForEver() {
        // Given
        call.agentSays("r1", "Of course, one moment.", 1_200);
        asks();
        comes();
        // When
        call.on(new PlatformEvent.TimerFired(Timer.FAREWELL));
        // Then
        assertThat(call.latest()).contains(new CallerCommand.Close(CloseCause.DONE));
        assertThat(call.all(PlatformCommand.HangUp.class)).isEmpty();
        endedAs(MediaEndReason.HANDED_OVER);
    }

    /// The agent did not wait for the answer.
    @Test
    void shouldHandOverAlsoWhileTheAgentSaysGoodbye() {
        // Given
        call.on(
                new ModelEvent.ResponseStarted("r1"),
                new ModelEvent.WordsDone("item-r1", "Somebody will call you. Goodbye."),
                new ModelEvent.Audio("r1", "item-r1", "AAAA", 8_000),
                new ModelEvent.AudioDone("r1", "item-r1"),
                new ModelEvent.ToolCalled("r1", "t1", "request_human", "{}"),
                new ModelEvent.ToolCalled("r1", "t2", "end_call", "{\"reason\":\"done\"}"),
                done("r1"));
        // When
        comes();
        call.after(1_000).hearsEverything();
        // Then
        assertThat(call.all(PlatformCommand.HangUp.class)).isEmpty();
        endedAs(MediaEndReason.HANDED_OVER);
    }

    @Test
    void shouldOptOutWhoeverSaysSoBeforeThePersonComes() {
        // Given
        call.agentSays("r1", "Of course, one moment.", 1_200);
        asks();
        comes();
        // When
        call.on(new CallerEvent.KeyPressed('9'), new PlatformEvent.OptOutCommitted());
        call.after(1_000).hearsEverything();
        // Then
        assertThat(call.all(PlatformCommand.CommitOptOut.class)).hasSize(1);
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.OPTED_OUT));
    }

    @Test
    void shouldHandOverNobodyAfterTheCallEndedOtherwise() {
        // Given
        asks();
        call.on(new PlatformEvent.TimerFired(Timer.CALL));
        // When
        comes();
        call.after(1_000).hearsEverything();
        // Then
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.TIME_LIMIT));
    }

    @Test
    void shouldSettleWhenTheCallerLeavesMeanwhile() {
        // Given
        call.agentSays("r1", "Of course, one moment.", 1_200);
        asks();
        comes();
        // When
        call.on(new CallerEvent.Stopped());
        // Then
        assertThat(call.all(PlatformCommand.HangUp.class)).isEmpty();
        assertThat(call.latest(PlatformCommand.Release.class)).hasSize(1);
    }
}
