package io.leadflip.sandbox.story;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Prints the story of one lead so that a person can read it.
final class TimelinePrinter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final int TEXT = 100;

    private final PrintStream out;

    TimelinePrinter(PrintStream out) {
        this.out = out;
    }

    void print(int number, LeadStory story, boolean processesWereKilled) {
        out.println();
        out.printf(
                "── %2d · %s · %s%s%n", number, story.seed().key(), story.status(), callEnd(story));
        out.println("   “" + shortened(story.seed().text()) + "”");
        facts(story);
        entries(story.timeline());
        callFacts(story);
        story.surprise(processesWereKilled)
                .ifPresent(why -> out.println("   NOT AS EXPECTED: " + why));
    }

    private static String callEnd(LeadStory story) {
        return story.call()
                .map(
                        end ->
                                " · call "
                                        + end.word()
                                        + (end.retryScheduled() ? ", tried again later" : ""))
                .orElse("");
    }

    private void facts(LeadStory story) {
        JsonObject lead = story.lead();
        if (lead.getString("category") != null) {
            out.printf(
                    "   %s, %s, quality %s%s%n",
                    lead.getString("category"),
                    lead.getString("urgency"),
                    lead.getValue("quality"),
                    story.business().map(name -> ", accepted by " + name).orElse(""));
        }
    }

    private void entries(List<JsonObject> timeline) {
        Instant start =
                timeline.isEmpty()
                        ? Instant.EPOCH
                        : Instant.parse(timeline.getFirst().getString("at"));
        for (JsonObject entry : timeline) {
            Instant at = Instant.parse(entry.getString("at"));
            double seconds = Duration.between(start, at).toMillis() / 1000.0;
            out.printf("   %s %+8.2f s  %s%n", TIME.format(at), seconds, brief(entry));
        }
    }

    /// Why the call was allowed now, in the words of the rule pack.
    private void callFacts(LeadStory story) {
        story.callRecord().map(record -> record.getJsonArray("decisions")).stream()
                .flatMap(JsonArray::stream)
                .map(decision -> ((JsonObject) decision).getJsonArray("notes", new JsonArray()))
                .flatMap(JsonArray::stream)
                .distinct()
                .forEach(note -> out.println("   gate: " + note));
        story.callRecord()
                .map(record -> record.getString("summary"))
                .ifPresent(summary -> out.println("   summary: " + summary));
    }

    static String brief(String json) {
        try {
            return brief(new JsonObject(json));
        } catch (DecodeException e) {
            return json;
        }
    }

    static String brief(JsonObject entry) {
        JsonObject detail = entry.getJsonObject("detail", new JsonObject());
        String rest =
                detail.stream()
                        .filter(
                                field ->
                                        field.getValue() != null
                                                && !field.getKey().endsWith("Id")
                                                && !(field.getValue() instanceof JsonObject))
                        .map(TimelinePrinter::pair)
                        .collect(Collectors.joining(", "));
        return "%-32s %s".formatted(entry.getString("kind"), shortened(rest)).stripTrailing();
    }

    private static String pair(Map.Entry<String, Object> field) {
        return field.getKey() + " " + field.getValue();
    }

    private static String shortened(String text) {
        return text.length() <= TEXT ? text : text.substring(0, TEXT - 1) + "…";
    }
}
