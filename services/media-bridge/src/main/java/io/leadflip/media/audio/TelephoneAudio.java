package io.leadflip.media.audio;

/// Turns a speech service's 24 kHz 16-bit samples into what a telephone plays.
public final class TelephoneAudio {
    private static final int BIAS = 0x84;
    private static final int CLIP = 32_635;
    private static final double[] LOW_PASS = lowPass(31, 3_400.0 / 24_000);

    private TelephoneAudio() {}

    /// @param pcm signed 16-bit little endian, 24 kHz, mono
    /// @return µ-law (ITU-T G.711), 8 kHz, mono
    public static byte[] fromPcm24k(byte[] pcm) {
        int samples = pcm.length / 2;
        byte[] out = new byte[samples / 3];
        for (int i = 0; i < out.length; i++) {
            out[i] = mulaw(filtered(pcm, samples, i * 3 + 1));
        }
        return out;
    }

    static byte mulaw(int sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
        int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
        int mantissa = (magnitude >> (exponent + 3)) & 0x0F;
        return (byte) ~(sign | exponent << 4 | mantissa);
    }

    /// One output sample around `centre`: what lies above the telephone's band would fold back into
    /// it otherwise.
    private static int filtered(byte[] pcm, int samples, int centre) {
        double sum = 0;
        int half = LOW_PASS.length / 2;
        for (int tap = 0; tap < LOW_PASS.length; tap++) {
            int at = centre + tap - half;
            if (at >= 0 && at < samples) {
                sum += LOW_PASS[tap] * (short) ((pcm[2 * at] & 0xFF) | pcm[2 * at + 1] << 8);
            }
        }
        return Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /// Windowed sinc (Hamming), gain one at zero frequency.
    private static double[] lowPass(int taps, double cutoff) {
        double[] filter = new double[taps];
        double gain = 0;
        for (int i = 0; i < taps; i++) {
            int x = i - taps / 2;
            double sinc = x == 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
            filter[i] = sinc * (0.54 - 0.46 * Math.cos(2 * Math.PI * i / (taps - 1)));
            gain += filter[i];
        }
        for (int i = 0; i < taps; i++) {
            filter[i] /= gain;
        }
        return filter;
    }
}
