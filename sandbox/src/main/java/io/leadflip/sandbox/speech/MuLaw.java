package io.leadflip.sandbox.speech;

/// ITU-T G.711 µ-law: one byte for a 16-bit sample, as telephone networks in North America carry
/// speech.
public final class MuLaw {
    /// Silence on the wire.
    public static final byte SILENCE = (byte) 0xFF;

    /// Bytes in a millisecond.
    public static final int BYTES_PER_MS = 8;

    private static final int BIAS = 0x84;
    private static final int CLIP = 32635;
    private static final short[] DECODED = decoded();

    private MuLaw() {}

    /// The code of one sample.
    public static byte encode(short sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs((int) sample), CLIP) + BIAS;
        int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
        int step = (magnitude >> (segment + 3)) & 0x0F;
        return (byte) ~(sign | (segment << 4) | step);
    }

    /// The codes of all samples.
    public static byte[] encode(short[] samples) {
        byte[] codes = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            codes[i] = encode(samples[i]);
        }
        return codes;
    }

    /// The sample a code stands for.
    public static short decode(byte code) {
        return DECODED[code & 0xFF];
    }

    /// The samples all codes stand for.
    public static short[] decode(byte[] codes) {
        short[] samples = new short[codes.length];
        for (int i = 0; i < codes.length; i++) {
            samples[i] = decode(codes[i]);
        }
        return samples;
    }

    private static short[] decoded() {
        short[] samples = new short[256];
        for (int code = 0; code < 256; code++) {
            int bits = ~code & 0xFF;
            int segment = (bits >> 4) & 0x07;
            int magnitude = ((((bits & 0x0F) << 3) + BIAS) << segment) - BIAS;
            samples[code] = (short) ((bits & 0x80) == 0 ? magnitude : -magnitude);
        }
        return samples;
    }
}
