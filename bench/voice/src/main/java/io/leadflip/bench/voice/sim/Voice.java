package io.leadflip.bench.voice.sim;

import io.leadflip.bench.voice.sim.Tally.Count;
import io.leadflip.bench.voice.wire.Timer;
import java.nio.charset.StandardCharsets;

/// The model's responses: four seconds of audio in pieces of 200 ms, one piece every 40 ms, with
/// the events the API sends around them.
final class Voice extends Timer {
    private static final int PIECES = 20;
    private static final int PIECE_MS = 200;
    private static final int PIECE_CHARACTERS = 2136;
    private static final long APART_NANOS = 40_000_000;

    /// Pieces that are already on their way when a response is cancelled.
    private static final int LATE_PIECES = 2;

    private static final byte[] AUDIO = audio();
    private static final byte[] BUFFER = new byte[4096];

    private final Model model;
    private final Stage stage;
    private int response = -1;
    private int sent;
    private int sentBefore;
    private boolean active;
    private long began;
    private byte[] before;
    private byte[] behind;

    Voice(Model model, Stage stage) {
        this.model = model;
        this.stage = stage;
    }

    private static byte[] audio() {
        byte[] audio = Phone.silence(PIECE_CHARACTERS);
        audio[PIECE_CHARACTERS - 3] = 'w';
        audio[PIECE_CHARACTERS - 2] = '=';
        audio[PIECE_CHARACTERS - 1] = '=';
        return audio;
    }

    static int responseOf(String item) {
        return item.startsWith("item_agent_") ? Integer.parseInt(item.substring(11)) : -2;
    }

    /// The latest response.
    int number() {
        return response;
    }

    double sentMs(int number) {
        if (number == response) {
            return sent * (double) PIECE_MS;
        }
        return number == response - 1 ? sentBefore * (double) PIECE_MS : 0;
    }

    void respond(String command, long now) {
        if (active) {
            model.complain("conversation_already_has_active_response", command);
            return;
        }
        stage.tally().count(Count.RESPONSES);
        response++;
        sentBefore = sent;
        sent = 0;
        active = true;
        began = now;
        String about =
                "\"response_id\":\"resp_%d\",\"item_id\":\"item_agent_%d\",\"output_index\":0,\"content_index\":0"
                        .formatted(response, response);
        boolean deltaLast = model.call() == null || model.call().id % 2 == 0;
        before =
                bytes(
                        deltaLast
                                ? "{\"type\":\"response.output_audio.delta\",\"event_id\":\"event_10\","
                                        + about
                                        + ",\"delta\":\""
                                : "{\"event_id\":\"event_10\",\"delta\":\"");
        behind =
                bytes(
                        deltaLast
                                ? "\"}"
                                : "\"," + about + ",\"type\":\"response.output_audio.delta\"}");
        tell(
                "{\"type\":\"response.created\",\"event_id\":\"event_11\",\"response\":{\"object\":\"realtime.response\",\"id\":\"resp_%d\",\"status\":\"in_progress\",\"output\":[]}}");
        tell(
                "{\"type\":\"response.output_item.added\",\"event_id\":\"event_12\",\"response_id\":\"resp_%1$d\",\"output_index\":0,\"item\":{\"id\":\"item_agent_%1$d\",\"type\":\"message\",\"status\":\"in_progress\",\"role\":\"assistant\",\"content\":[]}}");
        tell(
                "{\"type\":\"conversation.item.added\",\"event_id\":\"event_13\",\"item\":{\"id\":\"item_agent_%d\",\"type\":\"message\",\"status\":\"in_progress\",\"role\":\"assistant\",\"content\":[]}}");
        tell(
                "{\"type\":\"response.content_part.added\",\"event_id\":\"event_14\",\"response_id\":\"resp_%1$d\",\"item_id\":\"item_agent_%1$d\",\"output_index\":0,\"content_index\":0,\"part\":{\"type\":\"audio\",\"transcript\":\"\"}}");
        stage.loop().at(began, this);
    }

    @Override
    protected void fire(long now) {
        if (!active || model.link() == null || !model.link().isOpen()) {
            return;
        }
        piece();
        if (sent % 5 == 0) {
            tell(
                    "{\"type\":\"response.output_audio_transcript.delta\",\"event_id\":\"event_15\",\"response_id\":\"resp_%1$d\",\"item_id\":\"item_agent_%1$d\",\"output_index\":0,\"content_index\":0,\"delta\":\"and then \"}");
        }
        if (sent < PIECES) {
            stage.loop().at(began + sent * APART_NANOS, this);
        } else {
            end("completed", "null");
        }
    }

    private void piece() {
        System.arraycopy(before, 0, BUFFER, 0, before.length);
        int at = before.length;
        System.arraycopy(AUDIO, 0, BUFFER, at, AUDIO.length);
        int call = model.call() == null ? 0xFFFF : model.call().id;
        Stamp.write(BUFFER, at, call, response << 10 | sent, System.nanoTime());
        at += AUDIO.length;
        System.arraycopy(behind, 0, BUFFER, at, behind.length);
        sent++;
        model.link().text(BUFFER, at + behind.length);
    }

    void cancel(String reason) {
        if (!active) {
            return;
        }
        for (int late = 0; late < LATE_PIECES && sent < PIECES; late++) {
            piece();
        }
        end("cancelled", "{\"type\":\"cancelled\",\"reason\":\"" + reason + "\"}");
    }

    private void end(String status, String details) {
        active = false;
        String about =
                "\"response_id\":\"resp_%1$d\",\"item_id\":\"item_agent_%1$d\",\"output_index\":0,\"content_index\":0";
        tell("{\"type\":\"response.output_audio.done\",\"event_id\":\"event_16\"," + about + "}");
        tell(
                "{\"type\":\"response.output_audio_transcript.done\",\"event_id\":\"event_17\","
                        + about
                        + ",\"transcript\":\"and then and then and then\"}");
        tell(
                "{\"type\":\"response.output_item.done\",\"event_id\":\"event_18\",\"response_id\":\"resp_%1$d\",\"output_index\":0,\"item\":{\"id\":\"item_agent_%1$d\",\"type\":\"message\",\"status\":\""
                        + status
                        + "\",\"role\":\"assistant\",\"content\":[]}}");
        tell(
                "{\"type\":\"response.done\",\"event_id\":\"event_19\",\"response\":{\"object\":\"realtime.response\",\"id\":\"resp_%d\",\"status\":\""
                        + status
                        + "\",\"status_details\":"
                        + details
                        + ",\"output\":[],\"usage\":{\"total_tokens\":180,\"input_tokens\":100,\"output_tokens\":80,\"input_token_details\":{\"text_tokens\":50,\"audio_tokens\":50,\"cached_tokens\":0},\"output_token_details\":{\"text_tokens\":10,\"audio_tokens\":70}}}}");
        tell("{\"type\":\"rate_limits.updated\",\"event_id\":\"event_20\",\"rate_limits\":[]}");
    }

    void hush() {
        active = false;
    }

    private void tell(String template) {
        model.link().text(template.formatted(response));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
