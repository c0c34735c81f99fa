package io.leadflip.media.wire;

import io.netty.util.concurrent.FastThreadLocal;

/// Room in which an event loop takes a frame apart and puts one together; all its calls share it,
/// one after the other.
final class Scratch {
    private static final int HEAD = 14;
    private static final FastThreadLocal<Scratch> OF_LOOP =
            new FastThreadLocal<>() {
                @Override
                protected Scratch initialValue() {
                    return new Scratch();
                }
            };

    private final byte[] in = new byte[FrameLane.LARGEST];
    private final byte[] out = new byte[FrameLane.LARGEST + HEAD];

    static Scratch get() {
        return OF_LOOP.get();
    }

    byte[] in() {
        return in;
    }

    byte[] out() {
        return out;
    }
}
