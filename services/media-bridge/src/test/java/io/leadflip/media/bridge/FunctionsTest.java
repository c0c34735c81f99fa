package io.leadflip.media.bridge;

import static io.leadflip.media.bridge.ScriptedCall.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import org.junit.jupiter.api.Test;

/// The agent's functions, and its own goodbye.
class FunctionsTest {
    private final ScriptedCall call = new ScriptedCall();

    @Test
    void shouldGiveFloorOnceAfterAllFunctionsAreAnswered() {
        // Given
        call.conversing()
                .on(
                        new ModelEvent.ResponseStarted("r1"),
                        new ModelEvent.ToolCalled(
                                "r1",
                                "t1",
                                "book_appointment",
                                "{\"start\":\"2026-11-25T14:00\",\"note\":\"n\"}"),
                        new ModelEvent.ToolCalled(
                                "r1", "t2", "record_outcome", "{\"outcome\":\"GOAL_ACHIEVED\"}"),
                        done("r1"));
        assertThat(call.latest(ModelCommand.Speak.class)).isEmpty();
        // When
        call.on(new PlatformEvent.AppointmentNoted("t1", true));
        // Then
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
        assertThat(call.all(ModelCommand.AnswerTool.class))
                .extracting(ModelCommand.AnswerTool::call)
                .containsExactly("t2", "t1");
    }

    @Test
    void shouldTellModelWhatIsWrongWithItsArguments() {
        // Given
        call.conversing().on(new ModelEvent.ResponseStarted("r1"));
        // When
        call.on(
                new ModelEvent.ToolCalled(
                        "r1", "t1", "book_appointment", "{\"start\":\"next week\"}"));
        // Then
        assertThat(call.latest(ModelCommand.AnswerTool.class).getFirst().output())
                .contains("error");
        assertThat(call.all(PlatformCommand.NoteAppointment.class)).isEmpty();
    }

    /// Thread: pipecat-ai/pipecat#482 Thread: pipecat-ai/pipecat#728
    @Test
    void shouldHangUpOnlyAfterTheGoodbyeWasHeard() {
        // Given
        call.conversing()
                .on(
                        new ModelEvent.ResponseStarted("r1"),
                        new ModelEvent.WordsDone("i1", "Goodbye."),
                        new ModelEvent.Audio("r1", "i1", "AAAA", 8_000),
                        new ModelEvent.AudioDone("r1", "i1"),
                        new ModelEvent.ToolCalled(
                                "r1", "t1", "end_call", "{\"reason\":\"completed\"}"),
                        done("r1"));
        assertThat(call.all(PlatformCommand.HangUp.class)).isEmpty();
        // When
        call.after(1_000).hearsEverything();
        // Then
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.AGENT_ENDED));
    }

    @Test
    void shouldSayGoodbyeItselfWhenAgentJustHangsUp() {
        // Given
        call.conversing();
        // When
        call.on(
                new ModelEvent.ResponseStarted("r1"),
                new ModelEvent.ToolCalled("r1", "t1", "end_call", "{}"),
                done("r1"));
        // Then
        assertThat(call.latest(CallerCommand.Play.class)).isNotEmpty();
        assertThat(call.all(PlatformCommand.HangUp.class)).isEmpty();
    }

    /// Thread: openclaw/openclaw#10950
    @Test
    void shouldHangUpWhenGoodbyeIsNeverConfirmed() {
        // Given
        call.conversing().on(new ModelEvent.Refused("insufficient_quota"));
        // When
        call.on(new PlatformEvent.TimerFired(Timer.FAREWELL));
        // Then
        assertThat(call.latest()).contains(new PlatformCommand.HangUp(MediaEndReason.MODEL_FAILED));
    }
}
