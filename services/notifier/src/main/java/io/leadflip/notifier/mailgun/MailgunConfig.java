package io.leadflip.notifier.mailgun;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/// The account at Mailgun.
@ConfigMapping(prefix = "leadflip.mailgun")
public interface MailgunConfig {
    /// Key of the sending domain.
    String apiKey();

    /// The sending domain.
    String domain();

    /// Key that Mailgun signs its webhooks with; without it every webhook is refused.
    Optional<String> webhookSigningKey();

    /// Where its API is; the EU has an address of its own.
    @WithDefault("https://api.mailgun.net")
    URI baseUrl();
}
