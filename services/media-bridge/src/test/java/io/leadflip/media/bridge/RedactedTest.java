package io.leadflip.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.value.Speaker;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What people said, and what opens a stream, is in no log, whoever prints its carrier.
class RedactedTest {
    private static final String SECRET = "The key is under the mat";

    @Test
    void shouldPrintNothingThatWasSaidOrOpensAStream() {
        // When
        var printed =
                List.of(
                        new CallerEvent.Started(
                                "MZ1", "AC1", "CA1", SECRET, "audio/x-mulaw", 8000, 1),
                        new ModelEvent.CallerSaid("item", SECRET),
                        new ModelEvent.CallerInterjected("item", SECRET, 0, 1),
                        new ModelEvent.Words("item", SECRET),
                        new ModelEvent.WordsDone("item", SECRET),
                        new ModelEvent.ToolCalled("response", "call", "ask_advisor", SECRET),
                        new ModelCommand.Configure(SECRET, "en", false),
                        new ModelCommand.Remember(Speaker.CALLER, SECRET),
                        new ModelCommand.Tell(SECRET),
                        new ModelCommand.Speak("id", SECRET),
                        new ModelCommand.AnswerTool("call", SECRET),
                        new AgentTool.AskAdvisor(SECRET),
                        new AgentTool.RecordOutcome("DECLINED", SECRET, SECRET, SECRET),
                        new AgentTool.BookAppointment("2026-11-25T14:00", SECRET),
                        new PlatformCommand.Prepare(Utterance.OPENING, SECRET, "en"));
        // Then
        assertThat(printed).allSatisfy(each -> assertThat(each.toString()).doesNotContain(SECRET));
    }
}
