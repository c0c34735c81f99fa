package io.leadflip.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The lane in front of Netty's own codec, which is the witness.
class FrameLaneTest {
    private static final Vertx VERTX = Vertx.vertx();
    private final List<String> taken = new ArrayList<>();

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    private EmbeddedChannel channel() {
        var config =
                WebSocketDecoderConfig.newBuilder()
                        .expectMaskedFrames(true)
                        .maxFramePayloadLength(1 << 20)
                        .build();
        var context = (ContextInternal) VERTX.getOrCreateContext();
        return new EmbeddedChannel(
                new FrameLane(context, true, this::take, () -> {}),
                new WebSocket13FrameDecoder(config));
    }

    private boolean take(byte[] bytes, int length) {
        var text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        if (text.startsWith("audio")) {
            taken.add(text);
            return true;
        }
        return false;
    }

    private static ByteBuf encoded(WebSocketFrame... frames) {
        return encoded(true, frames);
    }

    private static ByteBuf encoded(boolean masked, WebSocketFrame... frames) {
        var encoder = new EmbeddedChannel(new WebSocket13FrameEncoder(masked));
        var all = Unpooled.buffer();
        for (var frame : frames) {
            encoder.writeOutbound(frame);
            for (ByteBuf part = encoder.readOutbound();
                    part != null;
                    part = encoder.readOutbound()) {
                all.writeBytes(part);
                part.release();
            }
        }
        encoder.finishAndReleaseAll();
        return all;
    }

    private static List<String> passedOn(EmbeddedChannel channel) {
        var passed = new ArrayList<String>();
        for (Object each = channel.readInbound(); each != null; each = channel.readInbound()) {
            var frame = (WebSocketFrame) each;
            passed.add(
                    frame.getClass().getSimpleName()
                            + ":"
                            + frame.content().readableBytes()
                            + ":"
                            + frame.isFinalFragment());
            frame.release();
        }
        return passed;
    }

    /// A client's lane, put in front of a decoder that has half a frame already.
    private EmbeddedChannel clientHalfway(ByteBuf half, ChannelHandler... before) {
        var unmasked = WebSocketDecoderConfig.newBuilder().expectMaskedFrames(false).build();
        var context = (ContextInternal) VERTX.getOrCreateContext();
        var channel = new EmbeddedChannel(before);
        channel.pipeline().addLast(new WebSocket13FrameDecoder(unmasked));
        channel.writeInbound(half);
        new FrameLane(context, false, this::take, () -> {}).into(channel.pipeline());
        return channel;
    }

    private static WebSocketFrame[] mixture() {
        return new WebSocketFrame[] {
            new TextWebSocketFrame("audio 1"),
            new TextWebSocketFrame("mark"),
            new PingWebSocketFrame(Unpooled.wrappedBuffer(new byte[3])),
            new TextWebSocketFrame("audio " + "x".repeat(400)),
            new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[9])),
            new TextWebSocketFrame(false, 0, "audio in pieces"),
            new ContinuationWebSocketFrame(true, 0, " too"),
            new TextWebSocketFrame("audio 2"),
            new TextWebSocketFrame("stop")
        };
    }

    private static final List<String> OTHERS =
            List.of(
                    "TextWebSocketFrame:4:true",
                    "PingWebSocketFrame:3:true",
                    "BinaryWebSocketFrame:9:true",
                    "TextWebSocketFrame:15:false",
                    "ContinuationWebSocketFrame:4:true",
                    "TextWebSocketFrame:4:true");

    @Test
    void shouldTakeAudioAndPassEverythingElseOn() {
        // Given
        var channel = channel();
        // When
        channel.writeInbound(encoded(mixture()));
        // Then
        assertThat(taken).containsExactly("audio 1", "audio " + "x".repeat(400), "audio 2");
        assertThat(passedOn(channel)).containsExactlyElementsOf(OTHERS);
        channel.finishAndReleaseAll();
    }

    @Test
    void shouldNotMindHowBytesArrive() {
        for (int seed = 0; seed < 300; seed++) {
            // Given
            var random = new Random(seed);
            var channel = channel();
            taken.clear();
            var bytes = encoded(mixture());
            // When
            while (bytes.isReadable()) {
                int some = Math.min(bytes.readableBytes(), 1 + random.nextInt(60));
                channel.writeInbound(bytes.readBytes(some));
            }
            // Then
            assertThat(taken).containsExactly("audio 1", "audio " + "x".repeat(400), "audio 2");
            assertThat(passedOn(channel)).containsExactlyElementsOf(OTHERS);
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void shouldLeaveEverythingToTheCodecAfterAFrameThatIsTooLarge() {
        // Given
        var channel = channel();
        var bytes =
                encoded(
                        new TextWebSocketFrame("audio " + "x".repeat(100_000)),
                        new TextWebSocketFrame("audio 2"));
        // When
        channel.writeInbound(bytes.readBytes(70_000));
        channel.writeInbound(bytes);
        // Then
        assertThat(taken).isEmpty();
        assertThat(passedOn(channel))
                .containsExactly("TextWebSocketFrame:100006:true", "TextWebSocketFrame:7:true");
        channel.finishAndReleaseAll();
    }

    @Test
    void shouldWriteFramesThatTheCodecReads() {
        for (int length : new int[] {0, 1, 80, 200, 2136, 60_000}) {
            // Given
            var writing = new EmbeddedChannel(new FrameLaneTestTail());
            var writer =
                    new FrameWriter(
                            writing.pipeline().firstContext(), true, "{\"audio\":\"", "\"}");
            var middle = "A".repeat(length).getBytes(StandardCharsets.US_ASCII);
            // When
            writer.write(middle, 0, length);
            writer.flush();
            // Then
            taken.clear();
            var reading = channel();
            reading.writeInbound((ByteBuf) writing.readOutbound());
            assertThat(((TextWebSocketFrame) reading.readInbound()).text())
                    .isEqualTo("{\"audio\":\"" + "A".repeat(length) + "\"}");
            reading.finishAndReleaseAll();
        }
    }

    private static final class FrameLaneTestTail
            extends io.netty.channel.ChannelInboundHandlerAdapter {}

    @Test
    void shouldTakeNothingWhenItMayStandInTheMiddleOfAFrame() {
        // Given
        var frames =
                serverFrames(new TextWebSocketFrame("session"), new TextWebSocketFrame("audio 1"));
        var channel = clientHalfway(frames.readRetainedSlice(5));
        // When
        channel.writeInbound(frames);
        // Then
        assertThat(passedOn(channel))
                .containsExactly("TextWebSocketFrame:7:true", "TextWebSocketFrame:7:true");
        assertThat(taken).isEmpty();
    }

    @Test
    void shouldStandAtTheFirstFrameWhileTheHandshakesCodecIsThere() {
        // Given
        var frames =
                serverFrames(new TextWebSocketFrame("session"), new TextWebSocketFrame("audio 1"));
        var codec = new HttpClientCodec();
        var channel = clientHalfway(Unpooled.EMPTY_BUFFER, codec);
        channel.pipeline().remove(codec);
        // When
        channel.writeInbound(frames);
        // Then
        assertThat(passedOn(channel)).containsExactly("TextWebSocketFrame:7:true");
        assertThat(taken).containsExactly("audio 1");
    }

    private static ByteBuf serverFrames(WebSocketFrame... frames) {
        return encoded(false, frames);
    }
}
