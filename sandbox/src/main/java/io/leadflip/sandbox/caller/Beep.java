package io.leadflip.sandbox.caller;

/// The tone after a voicemail greeting: 1 kHz for 400 ms.
final class Beep {
    private static final int SAMPLES = 8 * 400;

    /// One period of 1 kHz at 8 kHz, the standard G.711 µ-law test tone (ITU-T G.711, digital
    /// milliwatt).
    private static final int[] MILLIWATT = {0x1E, 0x0B, 0x0B, 0x1E, 0x9E, 0x8B, 0x8B, 0x9E};

    private Beep() {}

    static byte[] audio() {
        byte[] tone = new byte[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            tone[i] = (byte) MILLIWATT[i % MILLIWATT.length];
        }
        return tone;
    }
}
