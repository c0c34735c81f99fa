package io.leadflip.media.live;

import io.leadflip.media.bridge.CallerCommand;
import io.leadflip.media.bridge.CallerEvent;
import java.util.function.Consumer;

/// The phone's side of one call. Everything about it happens on the event loop it was opened on.
public interface CallerLine {
    /// @param audio is asked first for every frame of audio
    /// @param onceRead runs when everything that had arrived was told
    void listen(Consumer<CallerEvent> events, CallerAudio audio, Runnable onceRead);

    void send(CallerCommand command);

    /// Plays audio as it is, once the stream has said who it is.
    ///
    /// @param bytes base64 of µ-law from `from` on
    void play(byte[] bytes, int from, int length);

    /// Everything that was played leaves now.
    void flush();

    /// Whether more was written than the other side has taken.
    boolean full();

    /// Runs `action` once when a full line can take more.
    void whenDrained(Runnable action);
}
