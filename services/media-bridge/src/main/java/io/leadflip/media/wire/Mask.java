package io.leadflip.media.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The masking of frames from clients (RFC 6455, §5.3), eight bytes at a time.
final class Mask {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW = 0xFFFF_FFFFL;

    private Mask() {}

    /// @param key its first byte in the lowest bits
    static void apply(int key, byte[] bytes, int from, int length) {
        long twice = key & LOW | (long) key << 32;
        int end = from + length;
        int at = from;
        for (; at + 8 <= end; at += 8) {
            LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ twice);
        }
        for (; at < end; at++) {
            bytes[at] ^= (byte) (key >>> 8 * (at - from & 3));
        }
    }
}
