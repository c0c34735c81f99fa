package io.leadflip.media.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/// Writes text frames that differ only in their middle, past the codec. They keep their order with
/// what goes through it, for both end in the channel's own queue.
///
/// Not thread-safe: one socket, one event loop.
public final class FrameWriter {
    private static final int FINAL_TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int SHORT = 126;
    private static final int LONGEST_HEAD = 8;

    private final ChannelHandlerContext channel;
    private final boolean masked;
    private final byte[] before;
    private final byte[] behind;
    private boolean written;

    /// @param masked whether we are the client
    public FrameWriter(
            ChannelHandlerContext channel, boolean masked, String before, String behind) {
        this.channel = channel;
        this.masked = masked;
        this.before = before.getBytes(StandardCharsets.US_ASCII);
        this.behind = behind.getBytes(StandardCharsets.US_ASCII);
    }

    /// Whether a middle of that length fits.
    public boolean takes(int length) {
        return before.length + length + behind.length <= FrameLane.LARGEST - LONGEST_HEAD;
    }

    /// The frame leaves with the next flush.
    public void write(byte[] bytes, int from, int length) {
        byte[] frame = Scratch.get().out();
        int payload = before.length + length + behind.length;
        int at = head(frame, payload);
        int key = masked ? ThreadLocalRandom.current().nextInt() : 0;
        if (masked) {
            for (int i = 0; i < 4; i++) {
                frame[at++] = (byte) (key >>> 8 * i);
            }
        }
        System.arraycopy(before, 0, frame, at, before.length);
        System.arraycopy(bytes, from, frame, at + before.length, length);
        System.arraycopy(behind, 0, frame, at + before.length + length, behind.length);
        if (masked) {
            Mask.apply(key, frame, at, payload);
        }
        ByteBuf out = channel.alloc().directBuffer(at + payload).writeBytes(frame, 0, at + payload);
        channel.write(out, channel.voidPromise());
        written = true;
    }

    private int head(byte[] frame, int payload) {
        int flag = masked ? MASKED : 0;
        frame[0] = (byte) FINAL_TEXT;
        if (payload < SHORT) {
            frame[1] = (byte) (flag | payload);
            return 2;
        }
        frame[1] = (byte) (flag | SHORT);
        frame[2] = (byte) (payload >>> 8);
        frame[3] = (byte) payload;
        return 4;
    }

    /// One system call for everything that was written.
    public void flush() {
        if (written) {
            written = false;
            channel.flush();
        }
    }
}
