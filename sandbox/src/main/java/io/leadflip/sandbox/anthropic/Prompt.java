package io.leadflip.sandbox.anthropic;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a request asks about: the system text and the last thing the user said.
record Prompt(String system, String user) {
    private static final Pattern TAGGED =
            Pattern.compile(
                    "<(problem|lead|lead_text|text|request|message|description|transcript)\\b[^>]*>(.*?)</\\1>",
                    Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    static Prompt of(JsonObject body) {
        JsonArray messages = body.getJsonArray("messages");
        String user =
                IntStream.range(0, messages.size())
                        .mapToObj(messages::getJsonObject)
                        .filter(message -> "user".equals(message.getString("role")))
                        .reduce((earlier, later) -> later)
                        .map(message -> words(message.getValue("content")))
                        .orElse("");
        return new Prompt(words(body.getValue("system")), user);
    }

    /// The text to read: what stands inside a tag such as `<problem>`, else everything the user
    /// said.
    String material() {
        Matcher tagged = TAGGED.matcher(user);
        return tagged.find() ? tagged.group(2).strip() : user;
    }

    /// The value of a line such as `Time zone: …`.
    Optional<String> line(String key) {
        Matcher line =
                Pattern.compile("(?im)^[\\s*-]*(?:" + key + ")\\s*:\\s*(\\S.*)$")
                        .matcher(user + "\n" + system);
        return line.find() ? Optional.of(line.group(1).strip()) : Optional.empty();
    }

    int tokens() {
        return (system.length() + user.length() + 3) / 4;
    }

    private static String words(Object content) {
        return switch (content) {
            case String text -> text;
            case JsonArray blocks ->
                    blocks.stream()
                            .filter(JsonObject.class::isInstance)
                            .map(block -> ((JsonObject) block).getString("text", ""))
                            .collect(Collectors.joining("\n"));
            case null, default -> "";
        };
    }
}
