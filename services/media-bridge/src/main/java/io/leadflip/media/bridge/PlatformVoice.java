package io.leadflip.media.bridge;

import java.util.Arrays;
import java.util.Base64;

/// The platform's own sentences: which is due, and its saying as soon as its audio is there.
/// Nothing overtakes the opening, for nobody may be spoken to without it.
final class PlatformVoice {
    private static final int CHUNK_BYTES = 4_000;

    /// What came of wanting to speak.
    enum Spoken {
        NOTHING_DUE,
        NOT_READY,
        SAID,
        UNSPEAKABLE
    }

    private final PreparedSpeech speech;
    private final Playout playout;
    private Utterance due;
    private Utterance next;

    PlatformVoice(PreparedSpeech speech, Playout playout) {
        this.speech = speech;
        this.playout = playout;
    }

    /// Instead of whatever was due; after the opening when that is due.
    void want(Utterance utterance) {
        if (due == Utterance.OPENING) {
            next = utterance;
        } else {
            due = utterance;
        }
    }

    void dropDue() {
        due = null;
        next = null;
    }

    boolean due() {
        return due != null;
    }

    /// Whether the opening is what is due.
    boolean opens() {
        return due == Utterance.OPENING;
    }

    Spoken sayDue() {
        Spoken spoken = Spoken.NOTHING_DUE;
        while (due != null) {
            byte[] audio = speech.audio(due);
            if (audio == null) {
                return speech.unspeakable(due) ? Spoken.UNSPEAKABLE : Spoken.NOT_READY;
            }
            say(due, audio);
            due = next;
            next = null;
            spoken = Spoken.SAID;
        }
        return spoken;
    }

    private void say(Utterance utterance, byte[] audio) {
        for (int from = 0; from < audio.length; from += CHUNK_BYTES) {
            byte[] chunk =
                    Arrays.copyOfRange(audio, from, Math.min(from + CHUNK_BYTES, audio.length));
            playout.play(utterance.item(), Base64.getEncoder().encodeToString(chunk), chunk.length);
        }
        playout.done(utterance.item());
    }
}
