package io.leadflip.sandbox.speech;

/// The 20 ms µ-law frames by which utterances are known again, and the rolling hash that finds them
/// at any offset.
final class Frames {
    static final int LENGTH = 160;
    private static final int LOUD_BYTES = 32;
    private static final long BASE = 0x9E3779B97F4A7C15L;
    private static final long LEAVING = power(LENGTH);
    private static final boolean[] LOUD = loudCodes();

    private Frames() {}

    static boolean isLoud(byte code) {
        return LOUD[code & 0xFF];
    }

    /// Whether so many loud bytes make a frame worth remembering: silence and faint hiss sound
    /// alike everywhere.
    static boolean isVoiced(int loudBytes) {
        return loudBytes >= LOUD_BYTES;
    }

    static boolean isVoiced(byte[] sound, int from) {
        int loud = 0;
        for (int i = from; i < from + LENGTH; i++) {
            loud += isLoud(sound[i]) ? 1 : 0;
        }
        return isVoiced(loud);
    }

    static long hash(byte[] sound, int from) {
        long hash = 0;
        for (int i = from; i < from + LENGTH; i++) {
            hash = enter(hash, sound[i]);
        }
        return hash;
    }

    static long enter(long hash, byte code) {
        return hash * BASE + (code & 0xFF) + 1;
    }

    /// The hash after `code` entered and the byte from a frame's length ago left.
    static long roll(long hash, byte code, byte leaving) {
        return enter(hash, code) - ((leaving & 0xFF) + 1) * LEAVING;
    }

    private static long power(int exponent) {
        long result = 1;
        for (int i = 0; i < exponent; i++) {
            result *= BASE;
        }
        return result;
    }

    private static boolean[] loudCodes() {
        boolean[] loud = new boolean[256];
        for (int code = 0; code < 256; code++) {
            loud[code] = Math.abs(MuLaw.decode((byte) code)) > 100;
        }
        return loud;
    }
}
