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

    record AskAdvisor(String question) implements AgentTool {}

    record RecordOutcome(String outcome, String interest, String summary, String nextAction)
            implements AgentTool {}

    record BookAppointment(String start, String note) implements AgentTool {}

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
                case "ask_advisor" -> question(text(given, "question"));
                case "record_outcome" ->
                        outcome(
                                text(given, "outcome"),
                                text(given, "interest"),
                                text(given, "summary"),
                                text(given, "next_action"));
                case "book_appointment" -> appointment(text(given, "start"), text(given, "note"));
                default -> new Unusable("There is no function of that name.");
            };
        } catch (JsonProcessingException e) {
            // Whoever wants no more calls gets none, however the wish was spelled.
            return name.equals("opt_out")
                    ? new OptOut()
                    : new Unusable("The arguments are not JSON.");
        }
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
