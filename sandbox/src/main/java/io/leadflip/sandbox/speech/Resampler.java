package io.leadflip.sandbox.speech;

import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Changes a sample rate by a rational factor with a polyphase windowed-sinc filter, so that
/// nothing above half the lower rate folds back as noise.
final class Resampler {
    private static final int ZERO_CROSSINGS = 12;
    private static final Map<Long, Resampler> KNOWN = new ConcurrentHashMap<>();

    private final int up;
    private final int down;
    private final int reach;
    private final float[][] phases;

    private Resampler(int from, int to) {
        int common = BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValue();
        up = to / common;
        down = from / common;
        double cutoff = Math.min(1.0, (double) to / from) * 0.95;
        reach = (int) Math.ceil(ZERO_CROSSINGS / cutoff);
        phases = new float[up][];
        for (int phase = 0; phase < up; phase++) {
            phases[phase] = taps(cutoff, (double) phase / up);
        }
    }

    static Resampler between(int from, int to) {
        return KNOWN.computeIfAbsent(((long) from << 32) | to, rates -> new Resampler(from, to));
    }

    short[] resample(short[] in) {
        short[] out = new short[(int) ((long) in.length * up / down)];
        for (int i = 0; i < out.length; i++) {
            long position = (long) i * down;
            out[i] = at(in, (int) (position / up), phases[(int) (position % up)]);
        }
        return out;
    }

    private short at(short[] in, int centre, float[] taps) {
        float sum = 0;
        int first = centre - reach + 1;
        for (int i = Math.max(0, -first); i < taps.length && first + i < in.length; i++) {
            sum += taps[i] * in[first + i];
        }
        return (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private float[] taps(double cutoff, double fraction) {
        float[] taps = new float[2 * reach];
        double sum = 0;
        for (int i = 0; i < taps.length; i++) {
            double x = i - reach + 1 - fraction;
            double window = 0.5 + 0.5 * Math.cos(Math.PI * Math.clamp(x / reach, -1, 1));
            taps[i] = (float) (window * sinc(x * cutoff));
            sum += taps[i];
        }
        for (int i = 0; i < taps.length; i++) {
            taps[i] /= (float) sum;
        }
        return taps;
    }

    private static double sinc(double x) {
        return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
