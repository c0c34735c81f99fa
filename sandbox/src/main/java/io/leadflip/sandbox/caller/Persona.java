package io.leadflip.sandbox.caller;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What the person behind a phone number does. `lines` are said one by one, each when the agent has
/// stopped speaking. `interruptAfter` makes the person talk over the agent once, that long into the
/// agent's `interruptTurn`-th turn or the first later one that lasts so long; usually the second,
/// because the first is the opening announcement, which people let pass.
public record Persona(
        Answer answer,
        Duration ring,
        List<String> lines,
        Optional<Duration> interruptAfter,
        int interruptTurn,
        Optional<String> interruptLine,
        OptionalInt hangUpAfterLine,
        String digits,
        String voice) {

    private static final Duration USUAL_RING = Duration.ofMillis(800);
    private static final int USUAL_INTERRUPTED_TURN = 2;
    private static final String USUAL_VOICE = "en-us+f3";
    private static final List<String> USUAL_LINES =
            List.of("Hello?", "Yes, that works for me.", "Okay, thank you. Goodbye.");
    private static final String GREETING =
            "You have reached my voicemail. Please leave a message after the tone.";

    public Persona {
        lines = List.copyOf(lines);
        if (ring.isNegative()) {
            throw new IllegalArgumentException("ringMs must not be negative");
        }
        if (!digits.matches("[0-9*#]*")) {
            throw new IllegalArgumentException("digits may hold 0-9, * and # only");
        }
    }

    /// Whoever was not described: says hello, answers two lines, says goodbye.
    public static Persona usual() {
        return from(new JsonObject());
    }

    /// Reads the JSON form used by the story's data and the control API; absent fields take the
    /// usual value.
    public static Persona from(JsonObject json) {
        Answer answer = Answer.of(json.getString("answer", Answer.HUMAN.word()));
        return new Persona(
                answer,
                Duration.ofMillis(json.getLong("ringMs", USUAL_RING.toMillis())),
                lines(json.getJsonArray("lines"), answer),
                Optional.ofNullable(json.getLong("interruptMs")).map(Duration::ofMillis),
                json.getInteger("interruptTurn", USUAL_INTERRUPTED_TURN),
                Optional.ofNullable(json.getString("interruptLine")),
                number(json.getInteger("hangUpAfterLine")),
                json.getString("digits", ""),
                json.getString("voice", USUAL_VOICE));
    }

    /// The key pressed when a document asks for one: a person's; a machine presses none.
    public Optional<String> pressesWhenAsked() {
        return answer == Answer.HUMAN
                ? Optional.of(digits.isEmpty() ? "1" : digits.substring(0, 1))
                : Optional.empty();
    }

    private static List<String> lines(JsonArray said, Answer answer) {
        if (said != null) {
            return said.stream().map(String.class::cast).toList();
        }
        return answer == Answer.VOICEMAIL ? List.of(GREETING) : USUAL_LINES;
    }

    private static OptionalInt number(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    @Override
    public String toString() {
        return "Persona[" + answer.word() + "]";
    }
}
