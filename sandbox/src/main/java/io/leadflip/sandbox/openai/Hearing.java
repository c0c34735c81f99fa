package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.speech.MuLaw;
import io.leadflip.sandbox.speech.Pcm;
import io.leadflip.sandbox.speech.SpeechDetector;
import io.leadflip.sandbox.speech.SpeechDetector.Edge;
import io.leadflip.sandbox.speech.Transcriber;
import io.vertx.core.json.JsonObject;

/// The input audio buffer: hears what the client appends, finds turns in it and turns them into
/// items.
///
/// Every time is a position in the audio ever appended, so a caller who sends faster than real time
/// is heard the same.
final class Hearing {
    private static final int LEAST_MS = 100;

    /// Whom it concerns that somebody speaks.
    interface Listener {
        void speechStarted();

        void turn(String words);

        /// Nobody spoke for the idle time-out; the empty turn is in the conversation.
        void silence();
    }

    private final ServerEvents events;
    private final SessionConfig config;
    private final Conversation conversation;
    private final Transcriber transcriber;
    private final Listener listener;
    private SpeechDetector detector;
    private String itemId = Ids.next("item");
    private long startMs;
    private long turnMs;
    private long idleFromMs = Long.MAX_VALUE;

    Hearing(
            ServerEvents events,
            SessionConfig config,
            Conversation conversation,
            Transcriber transcriber,
            Listener listener) {
        this.events = events;
        this.config = config;
        this.conversation = conversation;
        this.transcriber = transcriber;
        this.listener = listener;
        this.detector = new SpeechDetector(0.5, 500, 0);
    }

    /// Takes a changed configuration over.
    void configure() {
        if (!detector.speaking()) {
            detector = freshDetector();
        }
    }

    long heardMs() {
        return detector.heardMs();
    }

    void append(byte[] audio) {
        byte[] mulaw =
                config.hearsTelephone()
                        ? audio
                        : MuLaw.encode(Pcm.littleEndian(audio, 24_000).at(8_000).samples());
        transcriber.hear(mulaw);
        for (Edge edge : detector.hear(mulaw)) {
            if (config.turnDetection() != null) {
                noticed(edge);
            }
        }
        idle();
    }

    void commit() {
        long ms = heardMs() - startMs;
        if (ms < LEAST_MS) {
            throw new Refused(
                    new RealtimeError(
                            "input_audio_buffer_commit_empty",
                            "Error committing input audio buffer: buffer too small. Expected at least 100ms of audio, but buffer only has %d.00ms of audio."
                                    .formatted(ms),
                            null));
        }
        turnMs = startMs;
        String words = committed(heardMs());
        detector = freshDetector();
        transcribed(conversation.lastId(), words, heardMs() - turnMs);
        listener.turn(words);
    }

    void clear() {
        transcriber.take(0, heardMs());
        detector = freshDetector();
        startMs = heardMs();
        events.send("input_audio_buffer.cleared", new JsonObject());
    }

    /// The model said something that lasts `ms`; idle time counts from its end.
    void spoke(long ms) {
        idleFromMs = heardMs() + ms;
    }

    private SpeechDetector freshDetector() {
        JsonObject detection = config.turnDetection();
        return detection == null
                ? new SpeechDetector(0.5, 500, heardMs())
                : new SpeechDetector(
                        detection.getDouble("threshold", 0.5), config.silenceMs(), heardMs());
    }

    private void noticed(Edge edge) {
        idleFromMs = Long.MAX_VALUE;
        switch (edge) {
            case Edge.Started started -> started(started.atMs());
            case Edge.Stopped stopped -> stopped(stopped.atMs());
        }
    }

    private void started(long atMs) {
        turnMs =
                Math.max(
                        startMs,
                        atMs - config.turnDetection().getInteger("prefix_padding_ms", 300));
        events.send(
                "input_audio_buffer.speech_started",
                new JsonObject().put("audio_start_ms", turnMs).put("item_id", itemId));
        listener.speechStarted();
    }

    private void stopped(long atMs) {
        events.send(
                "input_audio_buffer.speech_stopped",
                new JsonObject().put("audio_end_ms", atMs).put("item_id", itemId));
        String turn = itemId;
        String words = committed(atMs);
        // Transcription runs beside the model: it may come before or after the response begins.
        boolean early = events.nextInt(0, 2) == 0;
        if (early) {
            transcribed(turn, words, atMs - turnMs);
        }
        listener.turn(words);
        if (!early) {
            transcribed(turn, words, atMs - turnMs);
        }
    }

    private String committed(long endMs) {
        events.send(
                "input_audio_buffer.committed",
                new JsonObject()
                        .put("previous_item_id", conversation.lastId())
                        .put("item_id", itemId));
        Item item = Item.heard(itemId, endMs - turnMs);
        conversation.begin(item);
        conversation.finish(item);
        String words = transcriber.take(startMs, endMs);
        startMs = endMs;
        itemId = Ids.next("item");
        return words;
    }

    private void transcribed(String turn, String words, long ms) {
        if (config.transcribes()) {
            JsonObject content = new JsonObject().put("item_id", turn).put("content_index", 0);
            if (!words.isEmpty()) {
                events.send(
                        "conversation.item.input_audio_transcription.delta",
                        content.copy().put("delta", words));
            }
            events.send(
                    "conversation.item.input_audio_transcription.completed",
                    content.put("transcript", words)
                            .put(
                                    "usage",
                                    new JsonObject()
                                            .put("type", "duration")
                                            .put("seconds", ms / 1000.0)));
        }
    }

    private void idle() {
        JsonObject detection = config.turnDetection();
        Integer patience = detection == null ? null : detection.getInteger("idle_timeout_ms");
        if (patience == null || detector.speaking() || heardMs() - patience < idleFromMs) {
            return;
        }
        events.send(
                "input_audio_buffer.timeout_triggered",
                new JsonObject()
                        .put("audio_start_ms", idleFromMs)
                        .put("audio_end_ms", heardMs())
                        .put("item_id", itemId));
        idleFromMs = Long.MAX_VALUE;
        turnMs = heardMs();
        committed(heardMs());
        listener.silence();
    }
}
