package io.leadflip.media.bridge;

import io.leadflip.media.audio.AudioRing;
import io.leadflip.media.audio.Silence;
import java.util.function.Consumer;

/// Passes the caller's audio to the model, keeping it until the model listens, and knows at which
/// moment of the stream the model's hearing began.
///
/// What the stream's clock skips is filled with silence, so that the model hears time pass as it
/// did and its positions stay the stream's.
final class CallerEar {
    private static final int FRAME_MS = Silence.FRAME_MS;

    private final AudioRing ring;
    private final long longestGapMs;
    private final Consumer<String> model;
    private boolean open;
    private boolean heardAny;
    private long originMs;
    private long nextMs;
    private long aheadMs;
    private int lost;

    CallerEar(int frames, long longestGapMs, Consumer<String> model) {
        this.ring = new AudioRing(frames);
        this.longestGapMs = longestGapMs;
        this.model = model;
    }

    /// Whether a frame needs nothing but to be handed on: the model listens, and the frame follows
    /// the last one. Then it counts as heard.
    boolean passes(long timestampMs) {
        boolean follows = open && heardAny && timestampMs == nextMs && aheadMs == 0;
        if (follows) {
            nextMs = timestampMs + FRAME_MS;
        }
        return follows;
    }

    /// @return how many older frames were lost for it
    int hear(CallerEvent.Audio audio) {
        lost = 0;
        if (heardAny) {
            fill(audio.timestampMs() - nextMs);
        } else {
            heardAny = true;
            originMs = audio.timestampMs();
        }
        nextMs = audio.timestampMs() + FRAME_MS;
        pass(audio.payload());
        return lost;
    }

    /// @param gapMs of the stream's clock; negative when it went back
    private void fill(long gapMs) {
        if (gapMs == 0 && aheadMs == 0) {
            return;
        }
        long missing = gapMs - aheadMs;
        aheadMs = 0;
        long frames = Math.clamp(missing, 0, longestGapMs) / FRAME_MS;
        for (long i = 0; i < frames; i++) {
            pass(Silence.FRAME);
        }
        originMs += missing - frames * FRAME_MS;
    }

    /// Frames stopped while the caller spoke: the model gets silence, which frames that come late
    /// do not get again.
    void stalled(long silenceMs) {
        for (long i = 0; i < silenceMs / FRAME_MS; i++) {
            pass(Silence.FRAME);
        }
        aheadMs += silenceMs / FRAME_MS * FRAME_MS;
    }

    private void pass(String payload) {
        if (open) {
            model.accept(payload);
        } else if (ring.add(payload)) {
            originMs += FRAME_MS;
            lost++;
        }
    }

    /// The model listens from now on, and first gets what was kept.
    void open() {
        ring.flush(model);
        open = true;
    }

    /// The model is gone: what comes now is kept for the next one, whose hearing begins with it.
    void close() {
        open = false;
        heardAny = false;
        aheadMs = 0;
    }

    /// When the model's hearing began, in the stream's time.
    long originMs() {
        return originMs;
    }
}
