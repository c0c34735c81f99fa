package io.leadflip.media.twilio;

import io.leadflip.media.bridge.CallerCommand;
import io.leadflip.media.bridge.CallerEvent;
import io.leadflip.media.bridge.CloseCause;
import io.leadflip.media.live.CallerAudio;
import io.leadflip.media.live.CallerLine;
import io.leadflip.media.wire.FrameLane;
import io.leadflip.media.wire.FrameWriter;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// One media stream's socket. Everything goes out as text frames: Twilio takes a binary one for a
/// broken client (31950).
///
/// Audio takes the lane of bytes both ways; everything else is read and written as text.
final class TwilioLine implements CallerLine {
    private static final int LARGEST_MESSAGE = 65_536;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9]{1,64}");

    private final ServerWebSocket socket;
    private final HttpConnection connection;
    private final Context context;
    private final MediaScanner scanner = new MediaScanner();
    private Consumer<CallerEvent> events;
    private CallerAudio audio;
    private ChannelHandlerContext lane;
    private FrameWriter writer;
    private String streamSid;

    /// @param context of the event loop the socket is served on
    TwilioLine(ServerWebSocket socket, HttpConnection connection, Context context) {
        this.socket = socket;
        this.connection = connection;
        this.context = context;
    }

    @Override
    public void listen(Consumer<CallerEvent> told, CallerAudio first, Runnable onceRead) {
        events = told;
        audio = first;
        lane = FrameLane.open(connection, context, true, this::taken, onceRead);
        socket.textMessageHandler(text -> events.accept(read(text)));
        socket.binaryMessageHandler(
                bytes -> events.accept(new CallerEvent.Refused(CloseCause.BINARY_FRAME)));
        socket.exceptionHandler(failure -> events.accept(fault(failure)));
        socket.closeHandler(nothing -> events.accept(new CallerEvent.Gone()));
    }

    /// A line that breaks off without a word is over; it said nothing wrong.
    private static CallerEvent fault(Throwable failure) {
        return failure instanceof HttpClosedException || failure instanceof IOException
                ? new CallerEvent.Gone()
                : new CallerEvent.Refused(CloseCause.MALFORMED);
    }

    private boolean taken(byte[] bytes, int length) {
        return scanner.finds(bytes, length)
                && audio.heard(
                        bytes,
                        scanner.payloadFrom(),
                        scanner.payloadLength(),
                        scanner.timestampMs());
    }

    private CallerEvent read(String text) {
        if (text.length() > LARGEST_MESSAGE) {
            return new CallerEvent.Refused(CloseCause.TOO_LARGE);
        }
        CallerEvent event = MediaStreamCodec.read(text, streamSid);
        if (event instanceof CallerEvent.Started started && streamSid == null) {
            begun(started.streamSid());
        }
        return event;
    }

    private void begun(String named) {
        streamSid = named;
        scanner.only(named);
        if (PLAIN.matcher(named).matches()) {
            writer =
                    new FrameWriter(
                            lane,
                            false,
                            "{\"event\":\"media\",\"streamSid\":\""
                                    + named
                                    + "\",\"media\":{\"payload\":\"",
                            "\"}}");
        }
    }

    @Override
    public void send(CallerCommand command) {
        if (socket.isClosed()) {
            return;
        }
        if (command instanceof CallerCommand.Close(CloseCause cause)) {
            socket.close(cause.status(), cause.wire());
        } else {
            socket.writeTextMessage(MediaStreamCodec.write(streamSid, command));
        }
    }

    @Override
    public void play(byte[] bytes, int from, int length) {
        if (writer == null || !writer.takes(length)) {
            send(
                    new CallerCommand.Play(
                            new String(bytes, from, length, StandardCharsets.US_ASCII)));
        } else if (!socket.isClosed()) {
            writer.write(bytes, from, length);
        }
    }

    @Override
    public void flush() {
        if (writer != null) {
            writer.flush();
        }
    }

    @Override
    public boolean full() {
        return !socket.isClosed() && socket.writeQueueFull();
    }

    @Override
    public void whenDrained(Runnable action) {
        socket.drainHandler(nothing -> action.run());
    }
}
