package io.leadflip.bench.voice.sim;

/// Who sent a piece of audio, which one it is, and when: in its first 12 bytes, which are exactly
/// its first 16 base64 characters. So a stamp survives copying the text as well as decoding and
/// encoding it.
///
/// Layout: a sign (1 byte), call (2), number (3), nanoseconds of the generator's clock (6).
public final class Stamp {
    public static final int CHARACTERS = 16;
    public static final int BYTES = 12;
    private static final int SIGN = 0xA7;
    private static final long CLOCK = 0xFFFF_FFFF_FFFFL;
    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final byte[] VALUES = values();

    private Stamp() {}

    private static byte[] values() {
        byte[] values = new byte[256];
        java.util.Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length; i++) {
            values[ALPHABET[i]] = (byte) i;
        }
        return values;
    }

    public static void write(byte[] base64, int at, int call, int number, long nanos) {
        long high = (long) SIGN << 40 | (long) (call & 0xFFFF) << 24 | number & 0xFFFFFF;
        put(base64, at, high);
        put(base64, at + 8, nanos & CLOCK);
    }

    private static void put(byte[] base64, int at, long bits48) {
        for (int i = 0; i < 8; i++) {
            base64[at + i] = ALPHABET[(int) (bits48 >> 42 - 6 * i) & 63];
        }
    }

    private static long get(byte[] base64, int at) {
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = bits << 6 | VALUES[base64[at + i] & 0xFF] & 63;
        }
        return bits;
    }

    public static boolean isAt(byte[] base64, int at) {
        return (get(base64, at) >> 40 & 0xFF) == SIGN;
    }

    public static int call(byte[] base64, int at) {
        return (int) (get(base64, at) >> 24) & 0xFFFF;
    }

    public static int number(byte[] base64, int at) {
        return (int) get(base64, at) & 0xFFFFFF;
    }

    /// How long ago it was sent.
    public static long age(byte[] base64, int at, long nowNanos) {
        return nowNanos - get(base64, at + 8) & CLOCK;
    }
}
