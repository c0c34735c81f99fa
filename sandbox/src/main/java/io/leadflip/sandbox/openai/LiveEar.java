package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.speech.SpeechDetector;
import io.leadflip.sandbox.speech.SpeechDetector.Edge;
import io.leadflip.sandbox.speech.Transcriber;
import io.vertx.core.json.JsonObject;

/// What a session of GPT-Live hears: captions while somebody speaks, and when they have finished.
final class LiveEar {
    private static final int PAUSE_MS = 500;
    private static final int CAPTION_MS = 400;

    interface Listener {
        /// The caller has been speaking for so long.
        void speaking(long ms);

        void finished(String words);
    }

    private final SpeechDetector detector = new SpeechDetector(0.5, PAUSE_MS, 0);
    private final Transcriber transcriber;
    private final ServerEvents events;
    private final Listener listener;
    private final StringBuilder turn = new StringBuilder();
    private long turnFromMs;
    private long captionFromMs;

    LiveEar(Transcriber transcriber, ServerEvents events, Listener listener) {
        this.transcriber = transcriber;
        this.events = events;
        this.listener = listener;
    }

    void hear(byte[] mulaw) {
        transcriber.hear(mulaw);
        for (Edge edge : detector.hear(mulaw)) {
            switch (edge) {
                case Edge.Started(long atMs) -> turnFromMs = atMs;
                case Edge.Stopped(long atMs) -> finished(atMs);
            }
        }
        if (detector.speaking()) {
            if (detector.heardMs() - Math.max(captionFromMs, turnFromMs) >= CAPTION_MS) {
                caption(detector.heardMs());
            }
            listener.speaking(detector.heardMs() - turnFromMs);
        }
    }

    private void finished(long atMs) {
        caption(atMs);
        String words = turn.toString();
        turn.setLength(0);
        listener.finished(words);
    }

    private void caption(long untilMs) {
        String words = transcriber.take(captionFromMs, untilMs);
        if (!words.isEmpty()) {
            String delta = turn.isEmpty() ? words : " " + words;
            turn.append(delta);
            events.send(
                    "session.input_transcript.delta",
                    new JsonObject()
                            .put("start_ms", Math.max(captionFromMs, turnFromMs))
                            .put("end_ms", untilMs)
                            .put("delta", delta));
        }
        captionFromMs = untilMs;
    }
}
