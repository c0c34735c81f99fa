package io.leadflip.media.bridge;

import io.leadflip.media.audio.AudioRing;
import java.util.function.Consumer;

/// Passes the caller's audio to the model, keeping it until the model listens, and knows at which
/// moment of the stream the model's hearing began.
final class CallerEar {
    private static final int FRAME_MS = 20;

    private final AudioRing ring;
    private boolean open;
    private boolean heardAny;
    private long originMs;

    CallerEar(int frames) {
        ring = new AudioRing(frames);
    }

    /// @return whether an older frame was lost for it
    boolean hear(CallerEvent.Audio audio, Consumer<String> model) {
        if (!heardAny) {
            heardAny = true;
            originMs = audio.timestampMs();
        }
        if (open) {
            model.accept(audio.payload());
            return false;
        }
        boolean lost = ring.add(audio.payload());
        if (lost) {
            originMs += FRAME_MS;
        }
        return lost;
    }

    /// The model listens from now on, and first gets what was kept.
    void open(Consumer<String> model) {
        ring.flush(model);
        open = true;
    }

    /// When the model's hearing began, in the stream's time.
    long originMs() {
        return originMs;
    }
}
