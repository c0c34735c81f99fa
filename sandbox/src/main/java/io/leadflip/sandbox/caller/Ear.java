package io.leadflip.sandbox.caller;

import java.time.Duration;

/// Follows the agent's turns by ear. A turn begins with the first voiced frame and lasts until
/// {@link #restart}; short blips are not taken for speech.
final class Ear {
    private static final int REAL_SPEECH_MS = 200;

    private int turnMs;
    private int voicedMs;
    private int quietMs;

    void hear(byte[] frame) {
        if (Frame.voiced(frame)) {
            voicedMs += Frame.MILLIS;
            quietMs = 0;
        } else {
            quietMs += Frame.MILLIS;
        }
        turnMs = voicedMs > 0 ? turnMs + Frame.MILLIS : 0;
    }

    void restart() {
        turnMs = 0;
        voicedMs = 0;
        quietMs = 0;
    }

    boolean heardSpeech() {
        return voicedMs >= REAL_SPEECH_MS;
    }

    boolean speakingFor(Duration time) {
        return heardSpeech() && quietMs < REAL_SPEECH_MS && turnMs >= time.toMillis();
    }

    boolean quietFor(Duration time) {
        return quietMs >= time.toMillis();
    }
}
