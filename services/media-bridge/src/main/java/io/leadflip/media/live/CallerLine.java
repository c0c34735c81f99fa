package io.leadflip.media.live;

import io.leadflip.media.bridge.CallerCommand;
import io.leadflip.media.bridge.CallerEvent;
import java.util.function.Consumer;

/// The phone's side of one call. Everything about it happens on the event loop it was opened on.
public interface CallerLine {
    void listen(Consumer<CallerEvent> events);

    void send(CallerCommand command);

    /// Whether more was written than the other side has taken.
    boolean full();

    /// Runs `action` once when a full line can take more.
    void whenDrained(Runnable action);

    void pause();

    void resume();
}
