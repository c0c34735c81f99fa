package io.leadflip.media.twilio;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/// Whose media streams are served, and under which address Twilio knows this bridge.
@ConfigMapping(prefix = "leadflip.twilio")
public interface TwilioConfig {
    /// The account whose streams are served.
    String accountSid();

    /// The account's primary auth token; signs handshakes.
    String authToken();

    /// Origin of the stream URL that Twilio was given, such as `wss://media.example.com`.
    URI mediaOrigin();
}
