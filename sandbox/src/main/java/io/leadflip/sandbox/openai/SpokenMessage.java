package io.leadflip.sandbox.openai;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Base64;

/// One spoken message of a response, sent in chunks of audio with the words of its transcript a
/// little ahead.
final class SpokenMessage {
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final String responseId;
    private final int outputIndex;
    private final String words;
    private final byte[] audio;
    private final int bytesPerMs;
    private final ServerEvents events;
    private final Conversation conversation;
    private final String itemId = Ids.next("item");
    private int sent;
    private int written;

    SpokenMessage(
            String responseId,
            int outputIndex,
            String words,
            byte[] audio,
            int bytesPerMs,
            ServerEvents events,
            Conversation conversation) {
        this.responseId = responseId;
        this.outputIndex = outputIndex;
        this.words = words;
        this.audio = audio;
        this.bytesPerMs = bytesPerMs;
        this.events = events;
        this.conversation = conversation;
    }

    void begin() {
        Item started =
                new Item(
                        itemId,
                        Item.message(itemId, "assistant", "in_progress"),
                        TokenCount.NONE,
                        0);
        events.send("response.output_item.added", item(started));
        conversation.begin(started);
        events.send("response.content_part.added", place().put("part", part("")));
    }

    /// Sends about `ms` more, and says how much it was.
    long next(int ms) {
        // Chunks need not end with a telephone frame, but never within a sample.
        int end = Math.min(audio.length, sent + ms * bytesPerMs);
        int readUntil =
                end == audio.length
                        ? words.length()
                        : wordEnd(Math.min(1.0, (end / (double) audio.length) + 0.1));
        if (readUntil > written) {
            events.send(
                    "response.output_audio_transcript.delta",
                    place().put("delta", words.substring(written, readUntil)));
            written = readUntil;
        }
        if (end > sent) {
            String delta = BASE64.encodeToString(Arrays.copyOfRange(audio, sent, end));
            events.send("response.output_audio.delta", place().put("delta", delta));
        }
        long soundMs = (end - sent) / bytesPerMs;
        sent = end;
        return soundMs;
    }

    boolean finished() {
        return sent == audio.length;
    }

    long sentMs() {
        return sent / bytesPerMs;
    }

    Item end(String status) {
        String transcript = words.substring(0, written);
        Item item = Item.speech(itemId, status, transcript, sentMs());
        events.send("response.output_audio.done", place());
        events.send("response.output_audio_transcript.done", place().put("transcript", transcript));
        events.send("response.content_part.done", place().put("part", part(transcript)));
        events.send("response.output_item.done", item(item));
        conversation.finish(item);
        return item;
    }

    private int wordEnd(double share) {
        int at = (int) (words.length() * share);
        int space = words.indexOf(' ', at);
        return space < 0 ? words.length() : space;
    }

    private static JsonObject part(String transcript) {
        return new JsonObject().put("type", "audio").put("transcript", transcript);
    }

    private JsonObject place() {
        return new JsonObject()
                .put("response_id", responseId)
                .put("item_id", itemId)
                .put("output_index", outputIndex)
                .put("content_index", 0);
    }

    private JsonObject item(Item item) {
        return new JsonObject()
                .put("response_id", responseId)
                .put("output_index", outputIndex)
                .put("item", item.json());
    }
}
