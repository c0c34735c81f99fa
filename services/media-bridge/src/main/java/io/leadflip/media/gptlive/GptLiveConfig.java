package io.leadflip.media.gptlive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The full-duplex voice model. Key, origin, voice and time-out are those of `leadflip.openai`.
@ConfigMapping(prefix = "leadflip.gpt-live")
public interface GptLiveConfig {
    @WithDefault("gpt-live-1")
    String model();

    /// Decides which functions are called; it works beside the voice.
    @WithDefault("gpt-5.5")
    String backendModel();

    /// How far what was sent to the phone may be ahead of what was played. What comes beyond it is
    /// dropped: in a stream at the pace of speech a queue would be delay for the rest of the call.
    @WithDefault("400ms")
    Duration mostAhead();

    /// From here on pauses inside a sentence are left out, until the phone has caught up.
    @WithDefault("120ms")
    Duration ahead();

    /// How long the model is silent when it has finished speaking.
    @WithDefault("600ms")
    Duration agentPause();

    /// How long the model is silent when it has given way to a caller who speaks.
    @WithDefault("200ms")
    Duration yieldPause();

    /// How long nothing more is understood when the caller has finished speaking.
    @WithDefault("900ms")
    Duration callerPause();

    /// How long the provider may take to close a session and say what it cost.
    @WithDefault("15s")
    Duration closeWithin();
}
