package io.leadflip.sandbox.caller;

import java.util.Arrays;

/// 20 ms of telephone audio: 160 bytes of G.711 µ-law.
public final class Frame {
    public static final int BYTES = 160;
    public static final int MILLIS = 20;
    public static final byte SILENCE = (byte) 0xFF;

    /// Mean magnitude (of 32124) from which a frame counts as speech; line noise stays far below.
    private static final int VOICED = 200;

    private Frame() {}

    public static byte[] silence() {
        byte[] frame = new byte[BYTES];
        Arrays.fill(frame, SILENCE);
        return frame;
    }

    /// The frame that starts at `offset` of some audio, padded with silence past its end.
    static byte[] at(byte[] audio, int offset) {
        byte[] frame = silence();
        System.arraycopy(audio, offset, frame, 0, Math.min(BYTES, audio.length - offset));
        return frame;
    }

    public static boolean voiced(byte[] frame) {
        long sum = 0;
        for (byte sample : frame) {
            sum += magnitude(sample);
        }
        return sum > (long) VOICED * frame.length;
    }

    /// |linear value| of one µ-law sample (ITU-T G.711).
    private static int magnitude(byte sample) {
        int bits = ~sample & 0xFF;
        return ((((bits & 0x0F) << 3) + 0x84) << ((bits >> 4) & 0x07)) - 0x84;
    }
}
