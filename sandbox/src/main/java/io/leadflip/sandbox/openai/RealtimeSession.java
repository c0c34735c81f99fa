package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.ledger.Ledger;
import io.leadflip.sandbox.speech.Voices;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// One Realtime session over one WebSocket, from `session.created` to the end of the connection.
/// All of it runs on the socket's event loop; only speech is rendered elsewhere.
final class RealtimeSession implements Hearing.Listener {
    private static final int LONGEST_EVENT_ID = 512;
    private static final int MOST_AUDIO = 15 * 1024 * 1024;

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final Ledger ledger;
    private final OpenAiFaults faults;
    private final String id = Ids.next("sess");
    private final ServerEvents events;
    private final SessionConfig config;
    private final Conversation conversation;
    private final Responder responder;
    private final Hearing hearing;
    private boolean losesFormat;

    RealtimeSession(
            Vertx vertx,
            ServerWebSocket socket,
            String model,
            Ledger ledger,
            Voices voices,
            OpenAiFaults faults,
            double clockRate,
            long seed) {
        this.vertx = vertx;
        this.socket = socket;
        this.ledger = ledger;
        this.faults = faults;
        events = new ServerEvents(socket, seed, faults.takeBreak());
        config = new SessionConfig(id, model, Instant.now().plus(faults.sessionCap()));
        conversation = new Conversation(events);
        responder =
                new Responder(
                        vertx, events, config, conversation, voices, ledger, faults, id, clockRate);
        hearing = new Hearing(events, config, conversation, voices.transcriber(), this);
        responder.attach(hearing);
        losesFormat = faults.takeWrongFormat();
    }

    void open(Runnable whenClosed) {
        long cap = vertx.setTimer(Math.max(1, faults.sessionCap().toMillis()), timer -> expire());
        socket.textMessageHandler(this::receive);
        socket.binaryMessageHandler(
                bytes ->
                        events.error(
                                new RealtimeError(
                                        "invalid_event", "Events are JSON in text messages.", null),
                                null));
        socket.closeHandler(
                gone -> {
                    vertx.cancelTimer(cap);
                    responder.close();
                    ledger.append(
                            "openai.session.closed",
                            new JsonObject().put("session", id).put("heardMs", hearing.heardMs()));
                    whenClosed.run();
                });
        ledger.append(
                "openai.session",
                new JsonObject().put("session", id).put("model", config.json().getString("model")));
        events.send("session.created", new JsonObject().put("session", config.json()));
    }

    @Override
    public void speechStarted() {
        if (config.turnDetection().getBoolean("interrupt_response", true)) {
            responder.interrupt();
        }
    }

    @Override
    public void turn(String words) {
        responder.heard(words);
        JsonObject detection = config.turnDetection();
        if (detection != null && detection.getBoolean("create_response", true)) {
            responder.respondToTurn();
        }
    }

    @Override
    public void silence() {
        responder.respondToSilence();
    }

    private void receive(String text) {
        String eventId = null;
        try {
            JsonObject event = new JsonObject(text);
            eventId = event.getString("event_id");
            if (eventId != null && eventId.length() > LONGEST_EVENT_ID) {
                throw new Refused(
                        RealtimeError.invalid(
                                "event_id", "An event_id has at most 512 characters."));
            }
            follow(event);
        } catch (Refused refused) {
            events.error(refused.error(), eventId);
        } catch (DecodeException e) {
            events.error(
                    new RealtimeError("invalid_json", "The message is not a JSON object.", null),
                    eventId);
        } catch (ClassCastException | NullPointerException e) {
            events.error(
                    new RealtimeError(
                            "invalid_type", "A value has not the type this event expects.", null),
                    eventId);
        }
    }

    private void follow(JsonObject event) {
        String type =
                Optional.ofNullable(event.getString("type"))
                        .orElseThrow(() -> new Refused(RealtimeError.missing("type")));
        switch (type) {
            case "session.update" -> update(event);
            case "input_audio_buffer.append" -> hearing.append(audio(event));
            case "input_audio_buffer.commit" -> hearing.commit();
            case "input_audio_buffer.clear" -> hearing.clear();
            case "conversation.item.create" -> responder.learned(conversation.create(event).json());
            case "conversation.item.retrieve" -> conversation.retrieve(event);
            case "conversation.item.truncate" -> conversation.truncate(event);
            case "conversation.item.delete" -> conversation.delete(event);
            case "response.create" -> responder.create(event);
            case "response.cancel" -> responder.cancel(event);
            default ->
                    throw new Refused(
                            RealtimeError.invalid("type", "Invalid value: '%s'.".formatted(type)));
        }
    }

    private void update(JsonObject event) {
        JsonObject change =
                Optional.ofNullable(event.getJsonObject("session"))
                        .orElseThrow(() -> new Refused(RealtimeError.missing("session")));
        config.update(change, responder.hasSpoken());
        if (losesFormat) {
            config.loseFormat();
            losesFormat = false;
        }
        hearing.configure();
        events.send("session.updated", new JsonObject().put("session", config.json()));
        readNothing();
    }

    private void readNothing() {
        long time = faults.takeDeafness().toMillis();
        if (time > 0) {
            socket.pause();
            vertx.setTimer(time, timer -> socket.resume());
        }
    }

    private static byte[] audio(JsonObject event) {
        String audio =
                Optional.ofNullable(event.getString("audio"))
                        .orElseThrow(() -> new Refused(RealtimeError.missing("audio")));
        if (audio.length() > MOST_AUDIO) {
            throw new Refused(RealtimeError.invalid("audio", "At most 15 MiB at once."));
        }
        try {
            return Base64.getDecoder().decode(audio);
        } catch (IllegalArgumentException e) {
            throw new Refused(RealtimeError.invalid("audio", "The audio is not valid base64."));
        }
    }

    private void expire() {
        events.error(
                new RealtimeError(
                        "session_expired", "Your session hit the maximum duration.", null),
                null);
        socket.close((short) 1001, "session_expired");
    }
}
