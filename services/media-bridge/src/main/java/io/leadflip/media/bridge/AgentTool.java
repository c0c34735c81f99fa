package io.leadflip.media.bridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;

/// What the agent can do beside speaking.
sealed interface AgentTool {
    record EndCall() implements AgentTool {}

    record OptOut() implements AgentTool {}

    record RequestHuman() implements AgentTool {}

    record AllowRecording() implements AgentTool {}

    record StopRecording() implements AgentTool {}

    record AskAdvisor(String question) implements AgentTool {
        @Override
        public String toString() {
            return "AskAdvisor[redacted]";
        }
    }

    record RecordOutcome(String outcome, String interest, String summary, String nextAction)
            implements AgentTool {
        @Override
        public String toString() {
            return "RecordOutcome[outcome=" + outcome + "]";
        }
    }

    record BookAppointment(String start, String note) implements AgentTool {
        @Override
        public String toString() {
            return "BookAppointment[redacted]";
        }
    }

    /// @param problem told to the model, so that it can do better
    record Unusable(String problem) implements AgentTool {}

    ObjectMapper JSON = new ObjectMapper();
    int LONGEST_TEXT = 500;
    Set<String> OUTCOMES = Set.of("GOAL_ACHIEVED", "DECLINED");

    /// @param arguments JSON as the model wrote it
    static AgentTool read(String name, String arguments) {
        try {
            JsonNode given = JSON.readTree(arguments.isBlank() ? "{}" : arguments);
            return switch (name) {
                case "end_call" -> new EndCall();
                case "opt_out" -> new OptOut();
                case "request_human" -> new RequestHuman();
                case "allow_recording" -> new AllowRecording();
                case "stop_recording" -> new StopRecording();
                case "ask_advisor" -> question(text(given, "question"));
                case "record_outcome" ->
                        outcome(
                                text(given, "outcome"),
                                text(given, "interest"),
                                text(given, "summary"),
                                text(given, "next_action"));
                case "book_appointment" -> appointment(text(given, "start"), text(given, "note"));
                default -> unknown();
            };
        } catch (JsonProcessingException e) {
            // Whoever wants no more gets no more, however the wish was spelled.
            return switch (name) {
                case "opt_out" -> new OptOut();
                case "stop_recording" -> new StopRecording();
                default -> new Unusable("The arguments are not JSON.");
            };
        }
    }

    static AgentTool unknown() {
        return new Unusable("There is no function of that name.");
    }

    private static AgentTool question(String question) {
        return question.isBlank()
                ? new Unusable("question must say what is to be found out.")
                : new AskAdvisor(question);
    }

    private static AgentTool outcome(
            String outcome, String interest, String summary, String nextAction) {
        return OUTCOMES.contains(outcome)
                ? new RecordOutcome(outcome, interest, summary, nextAction)
                : new Unusable("outcome must be one of GOAL_ACHIEVED and DECLINED.");
    }

    private static AgentTool appointment(String start, String note) {
        try {
            return new BookAppointment(LocalDateTime.parse(start).toString(), note);
        } catch (DateTimeParseException e) {
            return new Unusable("start must be a local date and time such as 2026-11-25T14:00.");
        }
    }

    private static String text(JsonNode given, String field) {
        String text = given.path(field).asText("");
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }
}
