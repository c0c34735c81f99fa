package io.leadflip.sandbox.twilio;

import io.leadflip.sandbox.caller.Frame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Map;

/// Twilio's own messages on one media stream, exactly as documented: sequence numbers, chunks and
/// timestamps are strings, the media format's are numbers.
final class StreamMessages {
    private final String accountSid;
    private final String callSid;
    private final String streamSid;
    private long sequence;
    private long chunk;

    StreamMessages(String accountSid, String callSid, String streamSid) {
        this.accountSid = accountSid;
        this.callSid = callSid;
        this.streamSid = streamSid;
    }

    String connected() {
        return new JsonObject()
                .put("event", "connected")
                .put("protocol", "Call")
                .put("version", "1.0.0")
                .encode();
    }

    String start(Map<String, String> parameters) {
        JsonObject custom = new JsonObject();
        parameters.forEach(custom::put);
        JsonObject start =
                new JsonObject()
                        .put("accountSid", accountSid)
                        .put("streamSid", streamSid)
                        .put("callSid", callSid)
                        .put("tracks", new JsonArray().add("inbound"))
                        .put(
                                "mediaFormat",
                                new JsonObject()
                                        .put("encoding", "audio/x-mulaw")
                                        .put("sampleRate", 8000)
                                        .put("channels", 1))
                        .put("customParameters", custom);
        return numbered("start").put("start", start).put("streamSid", streamSid).encode();
    }

    /// Written by hand: nothing in it needs escaping, and it is sent fifty times a second on every
    /// call.
    String media(byte[] frame) {
        String payload = Base64.getEncoder().encodeToString(frame);
        String message =
                "{\"event\":\"media\",\"sequenceNumber\":\""
                        + ++sequence
                        + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\""
                        + (chunk + 1)
                        + "\",\"timestamp\":\""
                        + chunk * Frame.MILLIS
                        + "\",\"payload\":\""
                        + payload
                        + "\"},\"streamSid\":\""
                        + streamSid
                        + "\"}";
        chunk++;
        return message;
    }

    String dtmf(char digit) {
        return numbered("dtmf")
                .put("streamSid", streamSid)
                .put(
                        "dtmf",
                        new JsonObject()
                                .put("track", "inbound_track")
                                .put("digit", String.valueOf(digit)))
                .encode();
    }

    String mark(String name) {
        return numbered("mark")
                .put("streamSid", streamSid)
                .put("mark", new JsonObject().put("name", name))
                .encode();
    }

    String stop() {
        return numbered("stop")
                .put("streamSid", streamSid)
                .put("stop", new JsonObject().put("accountSid", accountSid).put("callSid", callSid))
                .encode();
    }

    private JsonObject numbered(String event) {
        return new JsonObject()
                .put("event", event)
                .put("sequenceNumber", Long.toString(++sequence));
    }
}
