package io.leadflip.media.twilio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leadflip.media.bridge.CallerCommand;
import io.leadflip.media.bridge.CallerEvent;
import io.leadflip.media.bridge.CloseCause;
import io.leadflip.media.wire.Base64Text;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;

/// Reads Twilio's messages in any order of their fields, and writes ours with exactly the
/// documented ones: a field too many is a protocol warning there (31951).
final class MediaStreamCodec {
    private static final JsonFactory JSON = new JsonFactory();
    private static final CallerEvent MALFORMED = new CallerEvent.Refused(CloseCause.MALFORMED);
    private static final CallerEvent TOO_LARGE = new CallerEvent.Refused(CloseCause.TOO_LARGE);
    private static final CallerEvent OTHER_STREAM =
            new CallerEvent.Refused(CloseCause.OTHER_STREAM);
    private static final int DEEPEST = 8;

    /// A frame is 20 ms, 216 characters; what waits for the model is bounded in frames.
    static final int LONGEST_PAYLOAD = 4_096;

    private MediaStreamCodec() {}

    /// @param streamSid of the stream that the socket began with; null before it began
    /// @return `Refused` for what is no message of the protocol, or of another stream
    static CallerEvent read(String text, String streamSid) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return MALFORMED;
            }
            Map<String, String> fields = new HashMap<>();
            collect(parser, "", fields, 0);
            return parser.nextToken() == null ? event(fields, streamSid) : MALFORMED;
        } catch (IOException | NumberFormatException e) {
            return MALFORMED;
        }
    }

    /// Flattens to paths such as `media.payload`; arrays say nothing we need.
    private static void collect(
            JsonParser parser, String path, Map<String, String> fields, int depth)
            throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("too deep");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = path.isEmpty() ? parser.currentName() : path + '.' + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                collect(parser, name, fields, depth + 1);
            } else if (value == JsonToken.START_ARRAY) {
                parser.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                fields.put(name, parser.getText());
            }
        }
    }

    private static CallerEvent event(Map<String, String> fields, String streamSid) {
        String event = fields.get("event");
        String named = fields.get("streamSid");
        if (streamSid != null && named != null && !named.equals(streamSid)) {
            return OTHER_STREAM;
        }
        return switch (event) {
            case null -> MALFORMED;
            case "connected" -> new CallerEvent.Connected();
            case "start" -> started(fields);
            case "media" -> media(fields);
            case "dtmf" -> key(fields.get("dtmf.digit"));
            case "mark" ->
                    fields.get("mark.name") instanceof String name
                            ? new CallerEvent.MarkEchoed(name)
                            : MALFORMED;
            case "stop" -> new CallerEvent.Stopped();
            default -> new CallerEvent.Unknown();
        };
    }

    private static CallerEvent started(Map<String, String> fields) {
        String streamSid = fields.get("start.streamSid");
        String accountSid = fields.get("start.accountSid");
        String callSid = fields.get("start.callSid");
        if (streamSid == null || accountSid == null || callSid == null) {
            return MALFORMED;
        }
        if (!streamSid.equals(fields.getOrDefault("streamSid", streamSid))) {
            return OTHER_STREAM;
        }
        return new CallerEvent.Started(
                streamSid,
                accountSid,
                callSid,
                fields.get("start.customParameters.token"),
                fields.getOrDefault("start.mediaFormat.encoding", ""),
                Integer.parseInt(fields.getOrDefault("start.mediaFormat.sampleRate", "0")),
                Integer.parseInt(fields.getOrDefault("start.mediaFormat.channels", "0")));
    }

    private static CallerEvent media(Map<String, String> fields) {
        String payload = fields.get("media.payload");
        String timestamp = fields.get("media.timestamp");
        if (payload == null || timestamp == null || !Base64Text.isValid(payload)) {
            return MALFORMED;
        }
        if ("outbound".equals(fields.get("media.track"))) {
            return new CallerEvent.Unknown();
        }
        if (payload.length() > LONGEST_PAYLOAD) {
            return TOO_LARGE;
        }
        return new CallerEvent.Audio(payload, Long.parseLong(timestamp));
    }

    private static CallerEvent key(String digit) {
        return digit != null && digit.length() == 1
                ? new CallerEvent.KeyPressed(digit.charAt(0))
                : MALFORMED;
    }

    static String play(String streamSid, String payload) {
        return write("media", streamSid, "media", "payload", payload);
    }

    static String mark(String streamSid, String name) {
        return write("mark", streamSid, "mark", "name", name);
    }

    static String clear(String streamSid) {
        return write("clear", streamSid, null, null, null);
    }

    /// @return null for a command that is no message
    static String write(String streamSid, CallerCommand command) {
        return switch (command) {
            case CallerCommand.Play(String payload) -> play(streamSid, payload);
            case CallerCommand.Mark(String name) -> mark(streamSid, name);
            case CallerCommand.Clear() -> clear(streamSid);
            case CallerCommand.Close(CloseCause cause) -> null;
        };
    }

    private static String write(
            String event, String streamSid, String object, String field, String value) {
        StringWriter text = new StringWriter(value == null ? 96 : value.length() + 128);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("event", event);
            json.writeStringField("streamSid", streamSid);
            if (object != null) {
                json.writeObjectFieldStart(object);
                json.writeStringField(field, value);
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("A message to Twilio could not be written", e);
        }
        return text.toString();
    }
}
