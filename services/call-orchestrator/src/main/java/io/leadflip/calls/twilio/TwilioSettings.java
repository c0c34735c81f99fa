package io.leadflip.calls.twilio;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// The account at Twilio.
@ConfigMapping(prefix = "leadflip.twilio")
public interface TwilioSettings {
    /// Account SID, `AC…`.
    String accountSid();

    /// Auth token; signs webhooks too.
    String authToken();

    /// Base URL of the REST API.
    @WithDefault("https://api.twilio.com")
    URI baseUrl();

    /// How long one request may take.
    @WithDefault("10s")
    Duration timeout();

    /// Largest webhook body that is read.
    @WithDefault("32768")
    int maxBody();
}
