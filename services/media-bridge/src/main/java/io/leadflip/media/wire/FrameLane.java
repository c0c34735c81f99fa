package io.leadflip.media.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Context;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;

/// Looks at the bytes of one WebSocket before the codec does (RFC 6455, §5.2), and offers every
/// whole text frame to its taker. What the taker does not want, and every other kind of frame, goes
/// on to the codec as it came, in order; the codec only ever gets whole frames and so never
/// remembers half of one. A frame that is larger than the lane takes ends the lane: from then on
/// everything goes to the codec.
///
/// Not thread-safe: one socket, one event loop.
public final class FrameLane extends ChannelInboundHandlerAdapter {
    /// Nothing that is worth taking is larger.
    static final int LARGEST = 65_536;

    private static final int FINAL_TEXT = 0x81;

    private final ContextInternal context;
    private final boolean masked;
    private final Taker taker;
    private final Runnable afterwards;
    private ByteBuf begun;
    private boolean closed;

    /// Who wants text frames.
    public interface Taker {
        /// @param bytes of the message, good only during the call
        /// @return whether that was all that had to be done about it
        boolean take(byte[] bytes, int length);
    }

    FrameLane(ContextInternal context, boolean masked, Taker taker, Runnable afterwards) {
        this.context = context;
        this.masked = masked;
        this.taker = taker;
        this.afterwards = afterwards;
    }

    /// Opens the lane of a socket whose handshake has just been answered, on its event loop.
    ///
    /// The bytes of a frame have no mark by which its beginning is known, so the lane takes nothing
    /// unless it stands there from the first one. A client's side shows that by the HTTP codec,
    /// which leaves the pipeline only after everyone was told of the handshake, and hands over then
    /// what had come behind it; a server's side has sent its answer in this very moment.
    ///
    /// @param masked whether the other side is a client
    /// @param afterwards runs when all that had arrived was looked at
    /// @return through which frames are written past the codec
    public static ChannelHandlerContext open(
            HttpConnection connection,
            Context context,
            boolean masked,
            Taker taker,
            Runnable afterwards) {
        ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
        FrameLane lane = new FrameLane((ContextInternal) context, masked, taker, afterwards);
        return lane.into(pipeline);
    }

    ChannelHandlerContext into(ChannelPipeline pipeline) {
        closed = !masked && pipeline.get(HttpClientCodec.class) == null;
        pipeline.addBefore(
                pipeline.context(WebSocketFrameDecoder.class).name(), "frame-lane", this);
        return pipeline.context(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext channel, Object message) {
        if (closed || !(message instanceof ByteBuf arrived)) {
            channel.fireChannelRead(message);
            return;
        }
        ByteBuf bytes = arrived;
        if (begun != null) {
            bytes = begun.writeBytes(arrived);
            begun = null;
            arrived.release();
        }
        ContextInternal before = context.beginDispatch();
        try {
            split(channel, bytes);
            keep(channel, bytes);
        } finally {
            context.endDispatch(before);
            bytes.release();
        }
    }

    private void split(ChannelHandlerContext channel, ByteBuf bytes) {
        while (!closed) {
            int head = headLength(bytes);
            if (head < 0) {
                return;
            }
            long whole = head + payloadLength(bytes);
            if (whole > LARGEST) {
                closed = true;
                channel.fireChannelRead(bytes.readRetainedSlice(bytes.readableBytes()));
            } else if (bytes.readableBytes() < whole) {
                return;
            } else if (taken(bytes, head, (int) whole - head)) {
                bytes.skipBytes((int) whole);
            } else {
                channel.fireChannelRead(bytes.readRetainedSlice((int) whole));
            }
        }
    }

    /// @return with the mask; -1 when it is not all there
    private static int headLength(ByteBuf bytes) {
        if (bytes.readableBytes() < 2) {
            return -1;
        }
        int second = bytes.getByte(bytes.readerIndex() + 1);
        int extended =
                switch (second & 0x7F) {
                    case 126 -> 2;
                    case 127 -> 8;
                    default -> 0;
                };
        int head = 2 + extended + (second < 0 ? 4 : 0);
        return bytes.readableBytes() < head ? -1 : head;
    }

    private static long payloadLength(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int length = bytes.getByte(at + 1) & 0x7F;
        return switch (length) {
            case 126 -> bytes.getUnsignedShort(at + 2);
            // A length with its highest bit set is none; the codec says so.
            case 127 -> bytes.getLong(at + 2) < 0 ? LARGEST : bytes.getLong(at + 2);
            default -> length;
        };
    }

    private boolean taken(ByteBuf bytes, int head, int length) {
        int at = bytes.readerIndex();
        boolean fromClient = bytes.getByte(at + 1) < 0;
        if (bytes.getUnsignedByte(at) != FINAL_TEXT || fromClient != masked) {
            return false;
        }
        byte[] payload = Scratch.get().in();
        bytes.getBytes(at + head, payload, 0, length);
        if (masked) {
            Mask.apply(bytes.getIntLE(at + head - 4), payload, 0, length);
        }
        return taker.take(payload, length);
    }

    /// The beginning of a frame waits for its end.
    private void keep(ChannelHandlerContext channel, ByteBuf bytes) {
        if (bytes.isReadable()) {
            begun = channel.alloc().buffer(2 * bytes.readableBytes()).writeBytes(bytes);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext channel) {
        afterwards.run();
        channel.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext channel) {
        forget();
        channel.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext channel) {
        forget();
    }

    private void forget() {
        closed = true;
        ReferenceCountUtil.release(begun);
        begun = null;
    }
}
