package io.leadflip.notifier.twilio;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/// The account at Twilio.
@ConfigMapping(prefix = "leadflip.twilio")
public interface TwilioConfig {
    /// The account.
    String accountSid();

    /// Its secret: authenticates us to Twilio, and Twilio's webhooks to us.
    String authToken();

    /// The number that text messages come from; E.164.
    String from();

    /// Where its API is.
    @WithDefault("https://api.twilio.com")
    URI baseUrl();
}
