package io.leadflip.notifier.sendgrid;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/// The account at SendGrid.
@ConfigMapping(prefix = "leadflip.sendgrid")
public interface SendGridConfig {
    /// Key with the right to send mail.
    String apiKey();

    /// Public key of its signed event webhook, base64; without it every webhook is refused.
    Optional<String> webhookPublicKey();

    /// Where its API is.
    @WithDefault("https://api.sendgrid.com")
    URI baseUrl();
}
