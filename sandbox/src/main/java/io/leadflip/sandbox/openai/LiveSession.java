package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.ledger.Ledger;
import io.leadflip.sandbox.speech.Voices;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;

/// One session of GPT-Live: starts with `session.start`, then sends sound at the pace of speech,
/// silence included, until it is closed. There are no turns in what it sends.
final class LiveSession {
    private static final int PIECE_MS = 100;
    private static final Set<String> SESSION =
            Set.of("model", "instructions", "audio", "delegation", "store", "input");
    private static final Set<String> AUDIO = Set.of("format", "output");
    private static final Set<String> DELEGATION = Set.of("type", "responses");

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final Ledger ledger;
    private final Voices voices;
    private final OpenAiFaults faults;
    private final double clockRate;
    private final String id = Ids.next("live");
    private final ServerEvents events;
    private JsonObject session;
    private LiveMind mind;
    private long clock = -1;
    private long startedNanos;
    private long pieces;

    LiveSession(
            Vertx vertx,
            ServerWebSocket socket,
            Ledger ledger,
            Voices voices,
            OpenAiFaults faults,
            double clockRate) {
        this.vertx = vertx;
        this.socket = socket;
        this.ledger = ledger;
        this.voices = voices;
        this.faults = faults;
        this.clockRate = clockRate;
        this.events = new ServerEvents(socket, 0, faults.takeBreak());
    }

    void open(Runnable whenClosed) {
        socket.textMessageHandler(this::receive);
        socket.exceptionHandler(failure -> {});
        socket.closeHandler(
                gone -> {
                    vertx.cancelTimer(clock);
                    if (mind != null) {
                        mind.close();
                    }
                    ledger.append(
                            "openai.live.closed",
                            new JsonObject().put("session", id).put("seconds", seconds()));
                    whenClosed.run();
                });
    }

    private void receive(String text) {
        String eventId = null;
        try {
            JsonObject event = new JsonObject(text);
            eventId = event.getString("event_id");
            follow(event);
        } catch (Refused refused) {
            error(refused.error(), eventId);
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            error(
                    new RealtimeError("invalid_json", "The message is not understood.", null),
                    eventId);
        }
    }

    private void error(RealtimeError problem, String eventId) {
        JsonObject error =
                new JsonObject()
                        .put("type", "invalid_request_error")
                        .put("code", problem.code())
                        .put("message", problem.message());
        if (eventId != null) {
            error.put("client_event_id", eventId);
        }
        events.send("error", new JsonObject().put("error", error));
    }

    private void follow(JsonObject event) {
        String type = event.getString("type", "");
        if (session == null) {
            if (!"session.start".equals(type)) {
                throw new Refused(
                        RealtimeError.invalid("type", "The first message is session.start."));
            }
            start(event.getJsonObject("session"));
            return;
        }
        switch (type) {
            case "session.input_audio.append" ->
                    mind.hear(Base64.getDecoder().decode(event.getString("audio")));
            case "session.instructions.append" -> {
                acknowledge("session.instructions.appended");
                mind.told(event.getString("content"));
            }
            case "session.thinking.append" -> {
                acknowledge("session.thinking.appended");
                mind.knows(event.getString("content"));
            }
            case "session.commentary.append" -> acknowledge("session.commentary.appended");
            case "response.item.create" -> mind.answered(event.getJsonObject("item"));
            case "response.create" -> mind.goOn();
            case "session.close" -> end("close_requested");
            default ->
                    throw new Refused(
                            RealtimeError.invalid("type", "Invalid value: '%s'.".formatted(type)));
        }
    }

    private void start(JsonObject wanted) {
        refuseUnknown(wanted, SESSION, "session");
        if (!wanted.getString("model", "").startsWith("gpt-live-")) {
            throw new Refused(new RealtimeError("model_not_found", "No such Live model.", "model"));
        }
        JsonObject audio = wanted.getJsonObject("audio", new JsonObject());
        refuseUnknown(audio, AUDIO, "session.audio");
        JsonObject format = audio.getJsonObject("format", new JsonObject());
        if (!"audio/pcmu".equals(format.getString("type")) || format.getInteger("rate") != 8000) {
            throw new Refused(
                    RealtimeError.invalid(
                            "session.audio.format", "This sandbox speaks µ-law at 8 kHz only."));
        }
        JsonObject delegation = wanted.getJsonObject("delegation", new JsonObject());
        refuseUnknown(delegation, DELEGATION, "session.delegation");
        session =
                wanted.copy()
                        .put("id", id)
                        .put("status", "active")
                        .put(
                                "expires_at",
                                Instant.now().plus(faults.sessionCap()).getEpochSecond());
        if (faults.takeWrongFormat()) {
            session.getJsonObject("audio")
                    .put("format", new JsonObject().put("type", "audio/pcm").put("rate", 24_000));
        }
        mind = new LiveMind(vertx, events, voices, ledger, id, session);
        ledger.append(
                "openai.live.session",
                new JsonObject().put("session", id).put("model", wanted.getString("model")));
        events.send("session.started", new JsonObject().put("session", session));
        startedNanos = System.nanoTime();
        clock = vertx.setPeriodic(5, tick -> pace());
    }

    private static void refuseUnknown(JsonObject given, Set<String> known, String where) {
        for (String field : given.fieldNames()) {
            if (!known.contains(field)) {
                throw new Refused(
                        RealtimeError.invalid(
                                where + "." + field,
                                "Unknown parameter: '%s.%s'.".formatted(where, field)));
            }
        }
    }

    /// On an absolute schedule, so that the stream neither hurries nor falls behind.
    private void pace() {
        long passedMs = (long) ((System.nanoTime() - startedNanos) / 1e6 * clockRate);
        while ((pieces + 1) * PIECE_MS <= passedMs && !socket.isClosed()) {
            pieces++;
            mind.speak(PIECE_MS);
        }
        if (passedMs >= faults.sessionCap().toMillis()) {
            end("expired");
        }
    }

    private void acknowledge(String type) {
        long now = pieces * PIECE_MS;
        events.send(type, new JsonObject().put("start_ms", now).put("end_ms", now));
    }

    private void end(String reason) {
        vertx.cancelTimer(clock);
        events.send(
                "session.closed",
                new JsonObject()
                        .put("reason", reason)
                        .put("session", session)
                        .put("usage", new JsonObject().put("seconds", seconds())));
        socket.close((short) 1000);
    }

    private double seconds() {
        return pieces * PIECE_MS / 1000.0;
    }
}
