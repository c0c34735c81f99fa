package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.openai.Tools.Purpose;
import io.leadflip.sandbox.speech.SpokenTime;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The mind of the stand-in: where one phone conversation is, and what is said next. Pure and
/// deterministic; every move gives a new value.
///
/// OPENING → ASKED (is it a good moment?) → OFFERED (a time) → CONCLUDED (an end is known, tools
/// may run) → GONE (said goodbye). Whoever wants no calls, another person or nothing at all gets to
/// CONCLUDED at once.
record Dialogue(Stage stage, LocalDateTime offered, int misses, Ending ending) {
    enum Stage {
        OPENING,
        ASKED,
        OFFERED,
        CONCLUDED,
        GONE
    }

    /// How the call ends: its last words, and the reason given when hanging up.
    record Ending(String words, String reason) {}

    /// What is said (may be empty), which functions are called, and where the conversation is once
    /// that was delivered.
    record Reply(String words, List<ToolCall> calls, Dialogue next) {}

    private static final int PATIENCE = 2;
    private static final Ending PLAIN =
            new Ending("Thank you for your time. Goodbye.", "completed");

    static Dialogue start() {
        return new Dialogue(Stage.OPENING, null, 0, PLAIN);
    }

    Reply reply(Cue cue, Brief brief, Tools tools) {
        return switch (cue) {
            case Cue.Floor floor -> again(brief, tools);
            case Cue.ToolsAnswered answered -> again(brief, tools);
            case Cue.Silence silence -> silence(tools);
            case Cue.Said said -> said(said.words(), brief, tools);
        };
    }

    /// The conversation as it stands after words of the agent that were replayed from an earlier
    /// session.
    Dialogue remembering(String agentWords) {
        if (agentWords.contains("Would ")) {
            return new Dialogue(Stage.OFFERED, offered, 0, ending);
        }
        return stage == Stage.OPENING && agentWords.contains("?") ? at(Stage.ASKED) : this;
    }

    private Reply again(Brief brief, Tools tools) {
        return switch (stage) {
            case OPENING, ASKED -> say(ask(brief), at(Stage.ASKED));
            case OFFERED -> offer(brief);
            case CONCLUDED, GONE -> farewell(tools);
        };
    }

    private Reply silence(Tools tools) {
        return misses > 0 || stage == Stage.CONCLUDED || stage == Stage.GONE
                ? conclude(
                        Optional.empty(),
                        new Ending("I will let you go now. Goodbye.", "no_response"),
                        tools)
                : say("Are you still there?", missed());
    }

    private Reply said(String words, Brief brief, Tools tools) {
        Intent intent = Intent.of(words);
        if (intent == Intent.OPT_OUT) {
            return optOut(tools);
        }
        if (stage == Stage.CONCLUDED || stage == Stage.GONE) {
            return farewell(tools);
        }
        Optional<LocalDateTime> time = SpokenTime.parse(words, brief.now());
        if (time.isPresent()
                && !Set.of(Intent.HUMAN, Intent.WRONG_PERSON, Intent.DECLINE).contains(intent)) {
            return book(time.get(), brief, tools);
        }
        return switch (intent) {
            case OPT_OUT -> optOut(tools);
            case HUMAN -> human(brief, tools);
            case WRONG_PERSON ->
                    closed("I am sorry for the mix-up. Goodbye.", "wrong_person", brief, tools);
            case DECLINE, NO ->
                    closed(
                            "No problem at all. Thank you for your time. Goodbye.",
                            "declined",
                            brief,
                            tools);
            case AGREE ->
                    stage == Stage.OFFERED ? book(offered(brief), brief, tools) : offer(brief);
            case GOODBYE -> closed("Thank you for your time. Goodbye.", "declined", brief, tools);
            case QUESTION ->
                    retry(
                            "I am the AI assistant calling for " + brief.business() + ". ",
                            brief,
                            tools);
            case GREETING -> say(ask(brief), at(Stage.ASKED));
            case UNCLEAR -> retry("Sorry, I did not catch that. ", brief, tools);
        };
    }

    private Reply retry(String lead, Brief brief, Tools tools) {
        if (misses >= PATIENCE) {
            return closed(
                    "I will not keep you any longer. Goodbye.", "not_understood", brief, tools);
        }
        Reply question = stage == Stage.OFFERED ? offer(brief) : say(ask(brief), at(Stage.ASKED));
        Dialogue next = question.next();
        return say(
                lead + question.words(),
                new Dialogue(next.stage, next.offered, misses + 1, ending));
    }

    private Reply offer(Brief brief) {
        LocalDateTime time = offered(brief);
        String question =
                "%s can take care of it. Would %s work for you?"
                        .formatted(brief.business(), SpokenTime.phrase(time));
        return say(question, new Dialogue(Stage.OFFERED, time, misses, ending));
    }

    private Reply book(LocalDateTime time, Brief brief, Tools tools) {
        String spoken = SpokenTime.phrase(time);
        Map<String, Object> facts =
                Map.of(
                        "start",
                        time.toString(),
                        "appointment_time",
                        time.toString(),
                        "note",
                        "Appointment about: " + brief.need(),
                        "outcome",
                        "GOAL_ACHIEVED",
                        "interest",
                        "high",
                        "summary",
                        "The consumer agreed to an appointment on " + spoken + ".",
                        "next_action",
                        "Come to the appointment");
        Optional<ToolCall> call =
                tools.call(Purpose.BOOK, facts).or(() -> tools.call(Purpose.RECORD, facts));
        String words = "Perfect. I have you down for %s. Thank you, and goodbye.".formatted(spoken);
        return conclude(call, new Ending(words, "completed"), tools);
    }

    private Reply optOut(Tools tools) {
        Ending ending =
                new Ending("Understood. You will not be called again. Goodbye.", "opted_out");
        return conclude(
                tools.call(Purpose.OPT_OUT, Map.of("reason", "asked_not_to_be_called")),
                ending,
                tools);
    }

    private Reply human(Brief brief, Tools tools) {
        Ending ending =
                new Ending(
                        "Of course. A person from "
                                + brief.business()
                                + " will call you back. Goodbye.",
                        "human_requested");
        return conclude(
                tools.call(Purpose.HUMAN, Map.of("reason", "asked_for_a_person")), ending, tools);
    }

    private Reply closed(String words, String reason, Brief brief, Tools tools) {
        Map<String, Object> facts =
                Map.of(
                        "outcome", "DECLINED",
                        "interest", "none",
                        "reason", reason,
                        "summary", "The consumer did not want to go on about " + brief.need() + ".",
                        "next_action", "None");
        return conclude(tools.call(Purpose.RECORD, facts), new Ending(words, reason), tools);
    }

    /// A function that settles the matter is called first; the words that say so come once it was
    /// answered.
    private Reply conclude(Optional<ToolCall> settling, Ending end, Tools tools) {
        Dialogue concluded = new Dialogue(Stage.CONCLUDED, offered, misses, end);
        return settling.map(call -> new Reply("", List.of(call), concluded))
                .orElseGet(() -> concluded.farewell(tools));
    }

    private Reply farewell(Tools tools) {
        String words = stage == Stage.GONE ? "Goodbye." : ending.words();
        List<ToolCall> calls =
                tools.call(Purpose.END, Map.of("reason", ending.reason())).stream().toList();
        return new Reply(words, calls, at(Stage.GONE));
    }

    private static Reply say(String words, Dialogue next) {
        return new Reply(words, List.of(), next);
    }

    private static String ask(Brief brief) {
        return "Is now a good moment to talk about " + brief.need() + "?";
    }

    private LocalDateTime offered(Brief brief) {
        return offered == null ? brief.proposal() : offered;
    }

    private Dialogue at(Stage other) {
        return new Dialogue(other, offered, misses, ending);
    }

    private Dialogue missed() {
        return new Dialogue(stage, offered, misses + 1, ending);
    }
}
