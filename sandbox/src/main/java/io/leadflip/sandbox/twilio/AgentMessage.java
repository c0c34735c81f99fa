package io.leadflip.sandbox.twilio;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Set;
import java.util.function.Supplier;

/// What the customer's server may say on a media stream. Anything else, also a field too many, is
/// invalid.
sealed interface AgentMessage {
    record Media(byte[] audio) implements AgentMessage {}

    record Mark(String name) implements AgentMessage {}

    record Clear() implements AgentMessage {}

    record Invalid(String why) implements AgentMessage {}

    static AgentMessage read(String text, String streamSid) {
        try {
            return read(new JsonObject(text), streamSid);
        } catch (DecodeException e) {
            return new Invalid("not a JSON object");
        }
    }

    private static AgentMessage read(JsonObject message, String streamSid) {
        if (!(message.getValue("event") instanceof String event)) {
            return new Invalid("no event");
        }
        return switch (event) {
            case "media" ->
                    fits(
                            message,
                            streamSid,
                            Set.of("event", "streamSid", "media"),
                            () -> media(message));
            case "mark" ->
                    fits(
                            message,
                            streamSid,
                            Set.of("event", "streamSid", "mark"),
                            () -> mark(message));
            case "clear" -> fits(message, streamSid, Set.of("event", "streamSid"), Clear::new);
            default -> new Invalid("unknown event");
        };
    }

    private static AgentMessage fits(
            JsonObject message,
            String streamSid,
            Set<String> fields,
            Supplier<AgentMessage> content) {
        if (!message.fieldNames().equals(fields)) {
            return new Invalid("missing or extra field");
        }
        return streamSid.equals(message.getValue("streamSid"))
                ? content.get()
                : new Invalid("wrong streamSid");
    }

    private static AgentMessage media(JsonObject message) {
        if (!(only(message.getValue("media"), "payload") instanceof String payload)) {
            return new Invalid("media without exactly a payload");
        }
        try {
            return new Media(Base64.getDecoder().decode(payload));
        } catch (IllegalArgumentException e) {
            return new Invalid("payload is not base64");
        }
    }

    private static AgentMessage mark(JsonObject message) {
        return only(message.getValue("mark"), "name") instanceof String name && !name.isEmpty()
                ? new Mark(name)
                : new Invalid("mark without exactly a name");
    }

    private static Object only(Object value, String field) {
        return value instanceof JsonObject object && object.fieldNames().equals(Set.of(field))
                ? object.getValue(field)
                : null;
    }
}
