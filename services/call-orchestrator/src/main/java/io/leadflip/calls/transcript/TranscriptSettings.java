package io.leadflip.calls.transcript;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How transcripts are kept and closed.
@ConfigMapping(prefix = "leadflip.transcript")
public interface TranscriptSettings {
    /// Base64 of the 32 byte AES key that seals every attempt's own key.
    String masterKey();

    /// How long after the end of a call the bridge's last fact is waited for.
    @WithDefault("30s")
    Duration lateFacts();

    /// How long what was said in a call can be read (CMP-64). What it came to and who was called
    /// when stays.
    @WithDefault("P180D")
    Duration kept();

    /// How often is looked for what is older than that.
    @WithDefault("PT1H")
    Duration forgetEvery();
}
