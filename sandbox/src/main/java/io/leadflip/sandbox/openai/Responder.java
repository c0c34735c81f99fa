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
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Gives the model the floor: at most one response at a time, thought out by the [Dialogue] and
/// spoken by a real voice.
final class Responder implements ResponseRun.Stage {
    private static final Pattern VERBATIM =
            Pattern.compile("(?is)\\bsay exactly:\\s*\"?(.+?)\"?\\s*$");
    private static final int TOKENS_A_MINUTE = 40_000;

    private final Vertx vertx;
    private final ServerEvents events;
    private final SessionConfig config;
    private final Conversation conversation;
    private final Voices voices;
    private final Ledger ledger;
    private final OpenAiFaults faults;
    private final String sessionId;
    private final double clockRate;
    private Dialogue dialogue = Dialogue.start();
    private StringBuilder unanswered;
    private boolean toolsAnswered;
    private ResponseRun active;
    private Hearing hearing;
    private TokenCount earlier = TokenCount.NONE;
    private boolean closed;

    Responder(
            Vertx vertx,
            ServerEvents events,
            SessionConfig config,
            Conversation conversation,
            Voices voices,
            Ledger ledger,
            OpenAiFaults faults,
            String sessionId,
            double clockRate) {
        this.vertx = vertx;
        this.events = events;
        this.config = config;
        this.conversation = conversation;
        this.voices = voices;
        this.ledger = ledger;
        this.faults = faults;
        this.sessionId = sessionId;
        this.clockRate = clockRate;
    }

    void attach(Hearing ears) {
        hearing = ears;
    }

    boolean isActive() {
        return active != null;
    }

    boolean hasSpoken() {
        return earlier.total() > 0;
    }

    /// The caller said something that is not answered yet.
    void heard(String words) {
        unanswered = unanswered == null ? new StringBuilder() : unanswered;
        unanswered.append(unanswered.isEmpty() ? "" : " ").append(words);
    }

    /// An item the client put into the conversation.
    void learned(JsonObject item) {
        switch (item.getString("type")) {
            case "function_call_output" -> toolsAnswered = true;
            case "message" -> learned(item.getString("role", ""), Conversation.text(item));
            default -> toolsAnswered = false;
        }
    }

    /// Starts the response a client asked for.
    void create(JsonObject event) {
        refuseWhenActive();
        JsonObject params = event.getJsonObject("response", new JsonObject());
        Matcher verbatim = VERBATIM.matcher(params.getString("instructions", ""));
        if (verbatim.find()) {
            begin(params, new Reply(verbatim.group(1).strip(), List.of(), dialogue));
        } else {
            respond(cue(), params);
        }
    }

    /// Starts a response after a turn, unless one is still running.
    void respondToTurn() {
        if (active == null) {
            respond(cue(), new JsonObject());
        }
    }

    void respondToSilence() {
        if (active == null) {
            unanswered = null;
            respond(new Cue.Silence(), new JsonObject());
        }
    }

    void interrupt() {
        if (active != null) {
            active.cancel("turn_detected");
        }
    }

    void cancel(JsonObject event) {
        if (active == null) {
            throw new Refused(
                    new RealtimeError(
                            "response_cancel_not_active",
                            "Cancellation failed: no active response found",
                            null));
        }
        String wanted = event.getString("response_id", active.id());
        if (!wanted.equals(active.id())) {
            throw new Refused(
                    RealtimeError.invalid(
                            "response_id", "There is no active response '%s'.".formatted(wanted)));
        }
        active.cancel("client_cancelled");
    }

    void close() {
        closed = true;
        active = null;
    }

    @Override
    public void later(long soundMs, Runnable next) {
        wait(Math.round(soundMs / (faults.speedUp() * clockRate)), next);
    }

    @Override
    public void over(ResponseRun run, String status, JsonObject usage) {
        active = null;
        if ("completed".equals(status) && run.reply() != null) {
            dialogue = run.reply().next();
        }
        earlier = run.input();
        hearing.spoke(run.spokenMs());
        events.send("rate_limits.updated", limits(usage.getInteger("total_tokens")));
        events.somethingNew();
        ledger.append("openai.response", entry(run, status, usage));
    }

    private void learned(String role, String words) {
        if ("user".equals(role)) {
            heard(words);
        } else if ("assistant".equals(role)) {
            dialogue = dialogue.remembering(words);
            unanswered = null;
        }
    }

    private void refuseWhenActive() {
        if (active != null) {
            throw new Refused(
                    new RealtimeError(
                            "conversation_already_has_active_response",
                            "Conversation already has an active response in progress: %s. Wait until the response is finished before creating a new one."
                                    .formatted(active.id()),
                            null));
        }
    }

    private Cue cue() {
        if (unanswered != null) {
            return new Cue.Said(unanswered.toString());
        }
        return toolsAnswered ? new Cue.ToolsAnswered() : new Cue.Floor();
    }

    private void respond(Cue cue, JsonObject params) {
        // A response's own instructions are hints about this one turn; what the call is about stays
        // what the session said.
        Brief brief = Brief.from(config.instructions(), LocalDateTime.now(ZoneOffset.UTC));
        Tools tools =
                params.containsKey("tools")
                        ? Tools.from(params.getJsonArray("tools"))
                        : config.tools();
        begin(
                params,
                dialogue.reply(
                        cue,
                        brief,
                        "none".equals(params.getValue("tool_choice")) ? Tools.none() : tools));
    }

    private void begin(JsonObject params, Reply reply) {
        unanswered = null;
        toolsAnswered = false;
        ResponseRun run =
                new ResponseRun(
                        events,
                        conversation,
                        config,
                        params.getJsonObject("metadata"),
                        earlier,
                        this);
        active = run;
        run.created();
        String failure = faults.takeFailure();
        if (failure == null) {
            wait(
                    Math.round(faults.responseDelay().toMillis() / clockRate),
                    () -> render(run, reply));
        } else {
            run.fail(failure, "A fault of the sandbox: " + failure);
        }
    }

    private void render(ResponseRun run, Reply reply) {
        if (reply.words().isEmpty() || config.textOnly()) {
            run.deliver(reply, new byte[0]);
            return;
        }
        Voice voice = config.voice();
        boolean telephone = config.speaksTelephone();
        vertx.executeBlocking(
                        () ->
                                telephone
                                        ? voices.mulaw(reply.words(), voice)
                                        : voices.pcm24k(reply.words(), voice),
                        false)
                .onSuccess(audio -> unlessClosed(() -> run.deliver(reply, audio)))
                .onFailure(
                        failure ->
                                unlessClosed(() -> run.fail("server_error", failure.getMessage())));
    }

    private void wait(long ms, Runnable next) {
        if (ms < 1) {
            unlessClosed(next);
        } else {
            vertx.setTimer(ms, timer -> unlessClosed(next));
        }
    }

    private void unlessClosed(Runnable next) {
        if (!closed) {
            next.run();
        }
    }

    private JsonObject entry(ResponseRun run, String status, JsonObject usage) {
        Reply reply = run.reply();
        return new JsonObject()
                .put("session", sessionId)
                .put("response", run.id())
                .put("status", status)
                .put("words", reply == null ? "" : reply.words())
                .put(
                        "calls",
                        new JsonArray(
                                reply == null
                                        ? List.of()
                                        : reply.calls().stream().map(ToolCall::name).toList()))
                .put("audioMs", run.spokenMs())
                .put("usage", usage);
    }

    private static JsonObject limits(int used) {
        Map<String, Object> tokens =
                Map.of(
                        "name",
                        "tokens",
                        "limit",
                        TOKENS_A_MINUTE,
                        "remaining",
                        Math.max(0, TOKENS_A_MINUTE - used),
                        "reset_seconds",
                        used * 60.0 / TOKENS_A_MINUTE);
        return new JsonObject().put("rate_limits", new JsonArray().add(new JsonObject(tokens)));
    }
}
