package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.speech.MuLaw;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Base64;

/// The endless stream of a session of GPT-Live, piece by piece: speech when there is some, else
/// silence.
final class LiveVoice {
    private final ServerEvents events;
    private byte[] speech = new byte[0];
    private String words = "";
    private int spoken;
    private int end;
    private int captioned;
    private long sentMs;

    LiveVoice(ServerEvents events) {
        this.events = events;
    }

    boolean silent() {
        return spoken >= end;
    }

    long sentMs() {
        return sentMs;
    }

    void say(String text, byte[] audio) {
        words = text;
        speech = audio;
        end = audio.length;
        spoken = 0;
        captioned = 0;
    }

    /// The rest stays unsaid.
    void giveWay() {
        end = spoken;
    }

    void next(int ms) {
        byte[] piece = new byte[ms * MuLaw.BYTES_PER_MS];
        Arrays.fill(piece, MuLaw.SILENCE);
        int length = Math.min(piece.length, end - spoken);
        System.arraycopy(speech, spoken, piece, 0, length);
        spoken += length;
        long from = sentMs;
        sentMs += ms;
        if (length > 0) {
            caption(from);
        }
        events.send(
                "session.output_audio.delta",
                new JsonObject()
                        .put("start_ms", from)
                        .put("end_ms", sentMs)
                        .put("delta", Base64.getEncoder().encodeToString(piece)));
    }

    private void caption(long fromMs) {
        int until = wordEnd((int) Math.ceil(words.length() * (spoken / (double) speech.length)));
        if (until > captioned) {
            events.send(
                    "session.output_transcript.delta",
                    new JsonObject()
                            .put("start_ms", fromMs)
                            .put("end_ms", sentMs)
                            .put("delta", words.substring(captioned, until)));
            captioned = until;
        }
    }

    private int wordEnd(int at) {
        int space = words.indexOf(' ', Math.min(at, words.length()));
        return space < 0 || spoken == speech.length ? words.length() : space;
    }
}
