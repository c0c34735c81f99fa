package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.ledger.Ledger;
import io.leadflip.sandbox.openai.Dialogue.Reply;
import io.leadflip.sandbox.speech.Voice;
import io.leadflip.sandbox.speech.Voices;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;

/// Decides what a session of GPT-Live says: answers whoever has finished speaking, without being
/// asked to; stops when it is talked over for a while; lets a backend call its functions.
final class LiveMind implements LiveEar.Listener {
    /// Shorter words beside its own do not stop it.
    private static final int TALKED_OVER_MS = 700;

    private final Vertx vertx;
    private final ServerEvents events;
    private final Voices voices;
    private final Ledger ledger;
    private final String sessionId;
    private final Brief brief;
    private final Tools tools;
    private final Voice voice;
    private final LiveEar ear;
    private final LiveVoice mouth;
    private final Set<String> awaited = new HashSet<>();
    private Dialogue dialogue = Dialogue.start();

    /// Functions of it are called when its words are spoken.
    private Reply due;

    private boolean thinking;
    private boolean closed;

    LiveMind(
            Vertx vertx,
            ServerEvents events,
            Voices voices,
            Ledger ledger,
            String sessionId,
            JsonObject session) {
        this.vertx = vertx;
        this.events = events;
        this.voices = voices;
        this.ledger = ledger;
        this.sessionId = sessionId;
        this.ear = new LiveEar(voices.transcriber(), events, this);
        this.mouth = new LiveVoice(events);
        this.voice =
                Voice.ofProvider(
                        session.getJsonObject("audio")
                                .getJsonObject("output", new JsonObject())
                                .getString("voice", "marin"));
        this.brief =
                Brief.from(
                        session.getString("instructions", ""), LocalDateTime.now(ZoneOffset.UTC));
        JsonObject backend =
                session.getJsonObject("delegation", new JsonObject())
                        .getJsonObject("responses", new JsonObject());
        this.tools = Tools.from(backend.getJsonArray("tools", new JsonArray()));
    }

    void hear(byte[] mulaw) {
        ear.hear(mulaw);
    }

    void speak(int ms) {
        mouth.next(ms);
        if (due != null && mouth.silent()) {
            Reply spoken = due;
            due = null;
            delegate(spoken);
        }
    }

    void close() {
        closed = true;
    }

    @Override
    public void speaking(long ms) {
        if (ms >= TALKED_OVER_MS && !mouth.silent()) {
            mouth.giveWay();
            due = null;
        }
    }

    @Override
    public void finished(String words) {
        if (free()) {
            reply(new Cue.Said(words));
        }
    }

    /// Something that happened before this session.
    void knows(String note) {
        int said = note.indexOf("you said: ");
        if (said >= 0) {
            dialogue = dialogue.remembering(note.substring(said));
        }
    }

    /// An instruction of the application is an occasion to speak.
    void told(String instruction) {
        if (free()) {
            reply(instruction.contains("silent") ? new Cue.Silence() : new Cue.Floor());
        }
    }

    void answered(JsonObject item) {
        if (!awaited.remove(item.getString("call_id"))) {
            throw new Refused(
                    new RealtimeError(
                            "invalid_tool_call_id",
                            "Nobody waits for that answer.",
                            "item.call_id"));
        }
    }

    void goOn() {
        if (free()) {
            reply(new Cue.ToolsAnswered());
        }
    }

    private boolean free() {
        return mouth.silent() && awaited.isEmpty() && !thinking;
    }

    private void reply(Cue cue) {
        Reply reply = dialogue.reply(cue, brief, tools);
        dialogue = reply.next();
        ledger.append(
                "openai.live.reply",
                new JsonObject().put("session", sessionId).put("words", reply.words()));
        if (reply.words().isEmpty()) {
            delegate(reply);
            return;
        }
        thinking = true;
        vertx.executeBlocking(() -> voices.mulaw(reply.words(), voice), false)
                .onSuccess(audio -> say(reply, audio));
    }

    private void say(Reply reply, byte[] audio) {
        thinking = false;
        if (!closed) {
            mouth.say(reply.words(), audio);
            due = reply;
        }
    }

    /// Functions are called by a backend model.
    private void delegate(Reply reply) {
        if (reply.calls().isEmpty()) {
            return;
        }
        String delegation = Ids.next("dlg");
        String response = Ids.next("resp");
        events.send(
                "session.delegation.created",
                new JsonObject()
                        .put("offset_ms", mouth.sentMs())
                        .put(
                                "delegation",
                                new JsonObject()
                                        .put("id", delegation)
                                        .put("type", "delegation")
                                        .put("target", "responses")
                                        .put("response_id", response)));
        reply.calls().forEach(call -> call(delegation, call));
        backend(
                delegation,
                new JsonObject().put("type", "response.completed").put("response", done(response)));
    }

    private static JsonObject done(String response) {
        return new JsonObject()
                .put("id", response)
                .put("status", "completed")
                .put("usage", new JsonObject().put("input_tokens", 120).put("output_tokens", 20));
    }

    private void call(String delegation, ToolCall call) {
        String callId = Ids.next("call");
        awaited.add(callId);
        JsonObject item =
                new JsonObject()
                        .put("type", "function_call")
                        .put("status", "completed")
                        .put("call_id", callId)
                        .put("name", call.name())
                        .put("arguments", call.arguments().encode());
        backend(
                delegation,
                new JsonObject().put("type", "response.output_item.done").put("item", item));
    }

    private void backend(String delegation, JsonObject event) {
        events.send(
                "response.event",
                new JsonObject().put("delegation_id", delegation).put("event", event));
    }
}
