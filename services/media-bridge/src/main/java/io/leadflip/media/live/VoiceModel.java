package io.leadflip.media.live;

import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.bridge.ModelEvent;
import io.vertx.core.Context;
import java.util.function.Consumer;

/// A speech-to-speech model. Adapters translate its dialect into `ModelEvent` and `ModelCommand`.
public interface VoiceModel {
    /// The model's name, for usage and metrics.
    String name();

    /// Opens a session whose events arrive on `context`; a failure to connect arrives as
    /// `ModelEvent.Lost`.
    ModelLine connect(Context context, Consumer<ModelEvent> events);

    /// One session with the model.
    interface ModelLine {
        void send(ModelCommand command);

        /// Whether more was written than the model has taken.
        boolean full();

        /// Runs `action` once when a full line can take more.
        void whenDrained(Runnable action);

        /// Stops, or goes on, reading what the model sends.
        void pause();

        void resume();

        void close();
    }
}
