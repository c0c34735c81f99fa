package io.leadflip.bench.voice.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadflip.bench.kit.report.Json;
import io.leadflip.bench.voice.sim.Tally.Count;
import io.leadflip.bench.voice.wire.Link;
import io.leadflip.bench.voice.wire.Peer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;

/// OpenAI Realtime (GA) as one relay's session sees it: configuration is echoed, turns follow a
/// script that counts the caller's frames, responses come faster than they are played, truncations
/// are judged.
final class Model implements Peer {
    private static final int FRAME_BYTES = 160;
    private static final int FRAME_CHARACTERS = 216;

    private final Stage stage;
    private final Recognised append = new Recognised();
    private final Voice voice;
    private Link link;
    private Call call;
    private Script script;
    private boolean answersByItself;
    private boolean interrupts = true;
    private int expected = -1;
    private int turn;

    Model(Stage stage) {
        this.stage = stage;
        this.voice = new Voice(this, stage);
        this.answersByItself = stage.passesThrough();
    }

    Call call() {
        return call;
    }

    Link link() {
        return link;
    }

    @Override
    public void opened(Link opened) {
        link = opened;
        if (!stage.passesThrough()) {
            link.text(
                    "{\"type\":\"session.created\",\"event_id\":\"event_0\",\"session\":{\"object\":\"realtime.session\","
                            + "\"id\":\"sess_1\",\"type\":\"realtime\",\"model\":\"gpt-realtime\"}}");
        }
    }

    @Override
    public void text(Link from, byte[] bytes, int at, int length, long now) {
        int audio = append.audio(bytes, at, length);
        if (audio >= 0) {
            heard(bytes, audio, append.audioLength(length), now);
            return;
        }
        try {
            parse(Json.MAPPER.readTree(bytes, at, length), bytes, at, length, now);
        } catch (IOException e) {
            complain("invalid_json", null);
        }
    }

    private void parse(JsonNode event, byte[] bytes, int at, int length, long now) {
        String type = event.path("type").asText(event.path("event").asText());
        switch (type) {
            case "input_audio_buffer.append" ->
                    learn(bytes, at, length, event.path("audio").asText(), now);
            case "media" ->
                    learn(bytes, at, length, event.path("media").path("payload").asText(), now);
            case "session.update" -> configure(event);
            case "response.create" ->
                    voice.respond(event.path("event_id").asText(null), System.nanoTime());
            case "response.cancel" -> voice.cancel("client_cancelled");
            case "conversation.item.truncate" ->
                    truncate(event.path("item_id").asText(), event.path("audio_end_ms").asDouble());
            case "conversation.item.delete" -> forget(event.path("item_id").asText());
            case "input_audio_buffer.commit" -> committed();
            case "conversation.item.create" -> added(event);
            default -> {}
        }
    }

    private void learn(byte[] bytes, int at, int length, String audio, long now) {
        append.learn(bytes, at, length, audio);
        int start = append.audio(bytes, at, length);
        if (start >= 0) {
            heard(bytes, start, audio.length(), now);
        }
    }

    private void configure(JsonNode event) {
        ObjectNode session = event.path("session").deepCopy();
        JsonNode turns = session.path("audio").path("input").path("turn_detection");
        answersByItself = turns.path("create_response").asBoolean(!turns.isNull());
        interrupts = turns.path("interrupt_response").asBoolean(true);
        session.put("object", "realtime.session").put("id", "sess_1").put("model", "gpt-realtime");
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.put("event_id", "event_1").put("type", "session.updated").set("session", session);
        link.text(answer.toString());
    }

    /// One frame as a rule; a relay that gathers sends several in one piece.
    private void heard(byte[] bytes, int audio, int length, long now) {
        if (length == FRAME_CHARACTERS) {
            frame(bytes, audio, now);
            return;
        }
        byte[] raw = Base64.getDecoder().decode(Arrays.copyOfRange(bytes, audio, audio + length));
        for (int i = 0; i + FRAME_BYTES <= raw.length; i += FRAME_BYTES) {
            frame(Base64.getEncoder().encode(Arrays.copyOfRange(raw, i, i + Stamp.BYTES)), 0, now);
        }
    }

    private void frame(byte[] bytes, int audio, long now) {
        if (!Stamp.isAt(bytes, audio)) {
            return;
        }
        int number = Stamp.number(bytes, audio);
        Tally tally = stage.tally();
        if (expected < 0) {
            if (!stage.knows(Stamp.call(bytes, audio))) {
                return;
            }
            call = stage.call(Stamp.call(bytes, audio));
            call.heardBy(link);
            script = stage.script(call.id, number);
            tally.count(Count.LOST_AT_START, number);
        } else if (number > expected) {
            tally.count(Count.LOST, number - expected);
        } else if (number < expected) {
            tally.count(Count.OUT_OF_ORDER);
        }
        expected = Math.max(expected, number + 1);
        tally.up(call.id, Stamp.age(bytes, audio, now), now);
        play(script.at(number));
    }

    private void play(Script.Cue cue) {
        switch (cue) {
            case NONE -> {}
            case SPEAKS -> callerSpeaks();
            case PAUSES -> callerPauses();
        }
    }

    private void callerSpeaks() {
        turn++;
        long now = System.nanoTime();
        call.interrupting(voice.number(), now);
        link.text(
                "{\"type\":\"input_audio_buffer.speech_started\",\"event_id\":\"event_2\",\"audio_start_ms\":%d,\"item_id\":\"%s\"}"
                        .formatted(expected * 20L, turnItem()));
        if (interrupts) {
            voice.cancel("turn_detected");
        }
    }

    private void callerPauses() {
        link.text(
                "{\"item_id\":\"%s\",\"type\":\"input_audio_buffer.speech_stopped\",\"event_id\":\"event_3\",\"audio_end_ms\":%d}"
                        .formatted(turnItem(), expected * 20L));
        committed();
        link.text(
                "{\"type\":\"conversation.item.input_audio_transcription.completed\",\"event_id\":\"event_5\",\"item_id\":\"%s\",\"content_index\":0,\"transcript\":\"Yes, go on.\"}"
                        .formatted(turnItem()));
        if (answersByItself) {
            voice.respond(null, System.nanoTime());
        }
    }

    private void committed() {
        link.text(
                "{\"type\":\"input_audio_buffer.committed\",\"event_id\":\"event_4\",\"previous_item_id\":null,\"item_id\":\"%s\"}"
                        .formatted(turnItem()));
    }

    private String turnItem() {
        return "item_caller_" + turn;
    }

    private void added(JsonNode event) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.put("type", "conversation.item.added").put("event_id", "event_6");
        answer.set("item", event.path("item"));
        link.text(answer.toString());
    }

    private void truncate(String item, double toMs) {
        int response = Voice.responseOf(item);
        if (toMs > voice.sentMs(response)) {
            stage.tally().count(Count.PAST_END);
            complain("invalid_value", null);
            return;
        }
        if (call != null) {
            call.truncated(response, toMs);
        }
        link.text(
                "{\"type\":\"conversation.item.truncated\",\"event_id\":\"event_7\",\"item_id\":\"%s\",\"content_index\":0,\"audio_end_ms\":%d}"
                        .formatted(item, (long) toMs));
    }

    private void forget(String item) {
        stage.tally().count(Count.FORGOTTEN);
        if (call != null) {
            call.truncated(Voice.responseOf(item), 0);
        }
        link.text(
                "{\"type\":\"conversation.item.deleted\",\"event_id\":\"event_8\",\"item_id\":\"%s\"}"
                        .formatted(item));
    }

    void complain(String code, String about) {
        stage.tally().count(Count.COMPLAINTS);
        ObjectNode error = Json.MAPPER.createObjectNode();
        error.put("type", "error").put("event_id", "event_9");
        error.putObject("error")
                .put("type", "invalid_request_error")
                .put("code", code)
                .put("message", code)
                .put("event_id", about);
        link.text(error.toString());
    }

    @Override
    public void binary(Link from) {
        stage.tally().count(Count.COMPLAINTS);
    }

    @Override
    public void closed(Link from, int status) {
        voice.hush();
    }
}
