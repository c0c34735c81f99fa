package io.leadflip.media.live;

import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.bridge.ModelEvent;
import io.vertx.core.Context;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// A speech-to-speech model. Adapters translate its dialect into `ModelEvent` and `ModelCommand`.
public interface VoiceModel {
    /// The model's name, for usage and metrics.
    String name();

    /// Opens a session whose events arrive on `context`; a failure to connect arrives as
    /// `ModelEvent.Lost`.
    ///
    /// @param audio is asked first for every piece of audio
    /// @param onceRead runs when everything that had arrived was told
    ModelLine connect(
            Context context, Consumer<ModelEvent> events, AgentAudio audio, Runnable onceRead);

    /// One session with the model.
    interface ModelLine {
        void send(ModelCommand command);

        /// Lets the model hear audio as it is.
        ///
        /// @param bytes base64 of µ-law from `from` on
        default void hear(byte[] bytes, int from, int length) {
            send(new ModelCommand.Hear(new String(bytes, from, length, StandardCharsets.US_ASCII)));
        }

        /// Everything that the model was to hear leaves now.
        default void flush() {}

        /// Whether more was written than the model has taken.
        boolean full();

        /// Runs `action` once when a full line can take more.
        void whenDrained(Runnable action);

        /// Stops, or goes on, reading what the model sends; before it is connected, from then on.
        void pause();

        void resume();

        void close();
    }
}
