package io.leadflip.sandbox.speech;

import java.util.Arrays;

/// Shortens the rests between sentences to what a person on the phone takes, so that a voice
/// detector that waits half a second hears one turn where one person speaks one line.
final class Pauses {
    private static final int BLOCK_MS = 10;
    private static final int LONGEST_MS = 200;
    private static final int QUIET = 80;

    private Pauses() {}

    static Pcm shorten(Pcm sound) {
        int block = sound.rate() * BLOCK_MS / 1000;
        short[] kept = new short[sound.samples().length];
        int length = 0;
        int quiet = 0;
        for (int at = 0; at < sound.samples().length; at += block) {
            int end = Math.min(at + block, sound.samples().length);
            quiet = isQuiet(sound.samples(), at, end) ? quiet + BLOCK_MS : 0;
            if (quiet <= LONGEST_MS) {
                System.arraycopy(sound.samples(), at, kept, length, end - at);
                length += end - at;
            }
        }
        return new Pcm(Arrays.copyOf(kept, length), sound.rate());
    }

    private static boolean isQuiet(short[] samples, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Math.abs(samples[i]) > QUIET) {
                return false;
            }
        }
        return true;
    }
}
