package io.leadflip.media.openai;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// The voice model and the speech service.
@ConfigMapping(prefix = "leadflip.openai")
public interface OpenAiConfig {
    String apiKey();

    /// Origin of the API; the WebSocket's scheme follows from it.
    @WithDefault("https://api.openai.com")
    URI baseUrl();

    /// The speech-to-speech model.
    @WithDefault("gpt-realtime")
    String realtimeModel();

    /// The model's voice, and the platform's.
    @WithDefault("marin")
    String voice();

    /// Renders the platform's own sentences.
    @WithDefault("gpt-4o-mini-tts")
    String speechModel();

    /// Writes down what the caller says.
    @WithDefault("gpt-4o-mini-transcribe")
    String transcriptionModel();

    /// How sure the model must be that it hears speech, 0–1.
    @WithDefault("0.5")
    double speechThreshold();

    /// How long a pause ends the caller's turn.
    @WithDefault("500ms")
    Duration turnPause();

    /// Most tokens of one response; 20 are a second of speech.
    @WithDefault("1200")
    int maxOutputTokens();

    /// How long connecting, and rendering a sentence, may take.
    @WithDefault("8s")
    Duration timeout();

    /// How often a session's socket is asked for a sign of life, 1 s to 60 s.
    @WithDefault("10s")
    Duration pingEvery();

    /// How soon it must answer, or the session counts as lost, 1 s to 60 s. Where the system can
    /// tell (Linux), also how long what was sent may go without an acknowledgement.
    @WithDefault("5s")
    Duration pongWithin();

    /// Longest of the platform's own sentences.
    @WithDefault("60s")
    Duration longestSentence();

    /// Rendered sentences kept, so that each is rendered once.
    @WithDefault("256")
    int preparedSentences();
}
