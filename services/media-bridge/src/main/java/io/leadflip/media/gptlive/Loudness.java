package io.leadflip.media.gptlive;

/// Tells speech from silence in a piece of telephone audio.
final class Loudness {
    /// Mean magnitude (of 32124) from which a piece is speech; line noise stays far below.
    private static final int VOICED = 200;

    private static final int[] MAGNITUDES = magnitudes();

    private Loudness() {}

    static boolean voiced(byte[] mulaw) {
        long sum = 0;
        for (byte code : mulaw) {
            sum += MAGNITUDES[code & 0xFF];
        }
        return sum > (long) VOICED * mulaw.length;
    }

    /// |linear value| of every µ-law code (ITU-T G.711).
    private static int[] magnitudes() {
        int[] magnitudes = new int[256];
        for (int code = 0; code < 256; code++) {
            int bits = ~code & 0xFF;
            magnitudes[code] = ((((bits & 0x0F) << 3) + 0x84) << ((bits >> 4) & 0x07)) - 0x84;
        }
        return magnitudes;
    }
}
