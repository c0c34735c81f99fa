package io.leadflip.media.bridge;

import static io.leadflip.media.bridge.ScriptedCall.RULES;
import static io.leadflip.media.bridge.ScriptedCall.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.media.bridge.PlatformEvent.Person;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentToolsTest {
    private final ScriptedCall call = new ScriptedCall();

    @BeforeEach
    void conversing() {
        call.conversing().on(new ModelEvent.ResponseStarted("r1"));
    }

    private ScriptedCall calls(String id, String name, String arguments) {
        return call.on(new ModelEvent.ToolCalled("r1", id, name, arguments));
    }

    private ScriptedCall asks(String id) {
        return calls(id, "ask_advisor", "{\"question\":\"Do you repair heat pumps?\"}");
    }

    private String answer() {
        return call.latest(ModelCommand.AnswerTool.class).getFirst().output();
    }

    @Test
    void shouldAskTheAdvisorWhileTheCallGoesOn() {
        // When
        asks("t1");
        // Then
        assertThat(call.latest())
                .contains(
                        new PlatformCommand.AskAdvisor("t1", "Do you repair heat pumps?"),
                        new PlatformCommand.Start(Timer.TOOLS, RULES.toolsWithin()));
        call.on(done("r1")).callerSays("c1", "Are you there?");
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    @Test
    void shouldGiveTheModelTheAdviceAndThenTheFloor() {
        // Given
        asks("t1").on(done("r1"));
        // When
        call.on(new PlatformEvent.Advised("t1", "Yes, \"all\" brands."));
        // Then
        assertThat(answer()).isEqualTo("{\"advice\":\"Yes, \\\"all\\\" brands.\"}");
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
        assertThat(call.latest()).contains(new PlatformCommand.Cancel(Timer.TOOLS));
    }

    @Test
    void shouldGoOnWithoutAdviceWhenItIsLate() {
        // Given
        asks("t1").on(done("r1"));
        // When
        call.on(new PlatformEvent.TimerFired(Timer.TOOLS));
        // Then
        assertThat(answer()).contains("error");
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
        call.on(new PlatformEvent.Advised("t1", "Yes."));
        assertThat(call.latest()).isEmpty();
    }

    @Test
    void shouldAskTheAdvisorOneQuestionAtATime() {
        // Given
        asks("t1");
        // When
        asks("t2");
        // Then
        assertThat(answer()).contains("error");
        assertThat(call.all(PlatformCommand.AskAdvisor.class)).hasSize(1);
    }

    @Test
    void shouldNoteThatAPersonIsWantedAndTellTheAgentWhatToSay() {
        // Given
        calls("t1", "request_human", "{}");
        assertThat(call.latest()).contains(new PlatformCommand.RequestHuman("t1"));
        call.on(done("r1"));
        // When
        call.on(new PlatformEvent.HumanRequested("t1", Person.CALLS_BACK));
        // Then
        assertThat(answer()).contains("will call back");
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    @Test
    void shouldNotPromiseAPersonWhenItCouldNotBeNoted() {
        // Given
        calls("t1", "request_human", "{}");
        // When
        call.on(new PlatformEvent.HumanRequested("t1", Person.UNKNOWN));
        // Then
        assertThat(answer()).contains("error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"request_human", "book_appointment"})
    void shouldNotKeepTheConsumerWaitingForOthers(String name) {
        // Given
        calls("t1", name, "{\"start\":\"2026-11-25T14:00\"}");
        assertThat(call.latest())
                .contains(new PlatformCommand.Start(Timer.TOOLS, RULES.toolsWithin()));
        call.on(done("r1"));
        // When
        call.on(new PlatformEvent.TimerFired(Timer.TOOLS));
        // Then
        assertThat(answer()).contains("error");
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
    }

    @Test
    void shouldGiveTheFloorOnceForAllAnswersThatAreLate() {
        // Given
        asks("t1");
        calls("t2", "request_human", "{}").on(done("r1"));
        // When
        call.on(new PlatformEvent.TimerFired(Timer.TOOLS));
        // Then
        assertThat(call.latest(ModelCommand.AnswerTool.class))
                .extracting(ModelCommand.AnswerTool::call)
                .containsExactly("t1", "t2");
        assertThat(call.latest(ModelCommand.Speak.class)).hasSize(1);
        call.on(
                new PlatformEvent.Advised("t1", "Yes."),
                new PlatformEvent.HumanRequested("t2", Person.CALLS_BACK));
        assertThat(call.latest()).isEmpty();
    }

    @Test
    void shouldAnswerUnknownFunctionsWithAnError() {
        // When
        calls("t1", "transfer_money", "{}");
        // Then
        assertThat(answer()).contains("There is no function of that name.");
    }

    @Test
    void shouldRefuseAnOutcomeThatIsNone() {
        // When
        calls("t1", "record_outcome", "{\"outcome\":\"SOLD\"}");
        // Then
        assertThat(answer()).contains("GOAL_ACHIEVED");
    }
}
