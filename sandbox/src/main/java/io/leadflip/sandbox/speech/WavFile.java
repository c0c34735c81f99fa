package io.leadflip.sandbox.speech;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// RIFF WAVE files with one channel of 16-bit PCM.
public final class WavFile {
    private static final int HEADER = 44;

    private WavFile() {}

    /// The sound in a file. A `data` length that reaches beyond the end, as programs write that
    /// stream to a pipe, means the rest.
    public static Pcm read(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < HEADER || !"RIFF".equals(tag(file, 0)) || !"WAVE".equals(tag(file, 8))) {
            throw new IllegalArgumentException("Not a WAVE file");
        }
        int rate = 0;
        int at = 12;
        while (at + 8 <= file.length) {
            String chunk = tag(file, at);
            int length = bytes.getInt(at + 4);
            int body = at + 8;
            if ("fmt ".equals(chunk)) {
                rate = rateOf(bytes, body);
            } else if ("data".equals(chunk)) {
                int end = length < 0 || length > file.length - body ? file.length : body + length;
                return Pcm.littleEndian(Arrays.copyOfRange(file, body, end), rate);
            }
            at = body + length + (length & 1);
        }
        throw new IllegalArgumentException("A WAVE file without sound");
    }

    /// A file with this sound.
    public static byte[] write(Pcm sound) {
        byte[] data = sound.littleEndian();
        return ByteBuffer.allocate(HEADER + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(HEADER - 8 + data.length)
                .put(ascii("WAVEfmt "))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(sound.rate())
                .putInt(sound.rate() * 2)
                .putShort((short) 2)
                .putShort((short) 16)
                .put(ascii("data"))
                .putInt(data.length)
                .put(data)
                .array();
    }

    private static int rateOf(ByteBuffer bytes, int body) {
        if (bytes.getShort(body) != 1
                || bytes.getShort(body + 2) != 1
                || bytes.getShort(body + 14) != 16) {
            throw new IllegalArgumentException("Not one channel of 16-bit PCM");
        }
        return bytes.getInt(body + 4);
    }

    private static String tag(byte[] file, int at) {
        return new String(file, at, 4, StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
