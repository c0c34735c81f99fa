package io.leadflip.media.twilio;

import io.leadflip.media.bridge.CallerCommand;
import io.leadflip.media.bridge.CallerEvent;
import io.leadflip.media.bridge.CloseCause;
import io.leadflip.media.live.CallerLine;
import io.vertx.core.http.ServerWebSocket;
import java.util.function.Consumer;

/// One media stream's socket. Everything goes out as text frames: Twilio takes a binary one for a
/// broken client (31950).
final class TwilioLine implements CallerLine {
    private static final int LARGEST_MESSAGE = 65_536;

    private final ServerWebSocket socket;
    private String streamSid;

    TwilioLine(ServerWebSocket socket) {
        this.socket = socket;
    }

    @Override
    public void listen(Consumer<CallerEvent> events) {
        socket.textMessageHandler(text -> events.accept(read(text)));
        socket.binaryMessageHandler(
                bytes -> events.accept(new CallerEvent.Refused(CloseCause.BINARY_FRAME)));
        socket.exceptionHandler(
                failure -> events.accept(new CallerEvent.Refused(CloseCause.MALFORMED)));
        socket.closeHandler(nothing -> events.accept(new CallerEvent.Gone()));
    }

    private CallerEvent read(String text) {
        if (text.length() > LARGEST_MESSAGE) {
            return new CallerEvent.Refused(CloseCause.TOO_LARGE);
        }
        CallerEvent event = MediaStreamCodec.read(text);
        if (event instanceof CallerEvent.Started started && streamSid == null) {
            streamSid = started.streamSid();
        }
        return event;
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
    public boolean full() {
        return !socket.isClosed() && socket.writeQueueFull();
    }

    @Override
    public void whenDrained(Runnable action) {
        socket.drainHandler(nothing -> action.run());
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }
}
