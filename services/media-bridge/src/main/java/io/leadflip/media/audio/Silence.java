package io.leadflip.media.audio;

import java.util.Arrays;
import java.util.Base64;

/// Silence on the telephone.
public final class Silence {
    public static final int FRAME_MS = 20;

    /// A frame of 20 ms, base64 of µ-law.
    public static final String FRAME = frame();

    private Silence() {}

    private static String frame() {
        byte[] mulaw = new byte[FRAME_MS * 8];
        Arrays.fill(mulaw, (byte) 0xFF);
        return Base64.getEncoder().encodeToString(mulaw);
    }
}
