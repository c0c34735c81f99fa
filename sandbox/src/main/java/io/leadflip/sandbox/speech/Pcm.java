package io.leadflip.sandbox.speech;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Mono 16-bit sound at `rate` samples a second.
public record Pcm(short[] samples, int rate) {

    /// Samples from little-endian bytes; an odd last byte is ignored.
    public static Pcm littleEndian(byte[] bytes, int rate) {
        short[] samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return new Pcm(samples, rate);
    }

    /// The samples as little-endian bytes.
    public byte[] littleEndian() {
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        return bytes.array();
    }

    /// The same sound at another rate.
    public Pcm at(int otherRate) {
        return rate == otherRate
                ? this
                : new Pcm(Resampler.between(rate, otherRate).resample(samples), otherRate);
    }

    /// The sound as a telephone carries it, filled with silence to whole frames of 20 ms.
    byte[] mulawFrames() {
        byte[] codes = MuLaw.encode(at(8000).samples());
        byte[] framed = new byte[(codes.length + 159) / 160 * 160];
        System.arraycopy(codes, 0, framed, 0, codes.length);
        Arrays.fill(framed, codes.length, framed.length, MuLaw.SILENCE);
        return framed;
    }
}
