package io.leadflip.bench.voice.sim;

/// When the caller speaks, in frames of his own audio.
final class Script {
    enum Cue {
        NONE,
        SPEAKS,
        PAUSES
    }

    private final Scene scene;
    private int speaksAt;
    private int pausesAt = Integer.MAX_VALUE;
    private int turns;

    /// @param first frame the model hears
    Script(Scene scene, int call, int first) {
        this.scene = scene;
        this.speaksAt = first + 10 + call * 7919 % scene.spread();
    }

    Cue at(int frame) {
        if (frame >= pausesAt) {
            pausesAt = Integer.MAX_VALUE;
            return Cue.PAUSES;
        }
        if (frame >= speaksAt) {
            pausesAt = speaksAt + scene.speech();
            speaksAt += scene.cycle(turns++);
            return Cue.SPEAKS;
        }
        return Cue.NONE;
    }
}
