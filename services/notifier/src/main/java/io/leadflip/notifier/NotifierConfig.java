package io.leadflip.notifier;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;

/// How the notifier presents itself and how long it waits.
@ConfigMapping(prefix = "leadflip.notifier")
public interface NotifierConfig {
    /// Origin under which providers reach the webhooks, and people the unsubscribe link.
    URI publicOrigin();

    /// Postal address at the foot of every e-mail.
    String postalAddress();

    /// How long connecting to a provider may take.
    @WithDefault("PT2S")
    Duration connectTimeout();

    /// How long a provider may take to answer; silence after that leaves the message in doubt.
    @WithDefault("PT10S")
    Duration answerTimeout();

    /// Wait before a permit that was not answered is asked for again, or a provider that provably
    /// did nothing is tried again.
    @WithDefault("PT2S")
    Duration tryAgainAfter();

    /// Wait before a message is tried again that no provider took because each refuses our account.
    @WithDefault("PT30S")
    Duration barredFor();

    /// Most messages one process hands over at the same time: what a provider's answer takes is
    /// waited for that many times side by side.
    @WithDefault("32")
    @Min(1)
    int sendsInFlight();

    /// How long the subject of a message may be unknown to lead-intake before the message is given
    /// up.
    @WithDefault("PT2M")
    Duration subjectUnknownFor();

    /// When a message in doubt is looked up at its provider.
    @WithDefault("PT20S")
    Duration lookUpAfter();
}
