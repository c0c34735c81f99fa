package io.leadflip.notifier.mailgun;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/// The account at Mailgun.
@ConfigMapping(prefix = "leadflip.mailgun")
public interface MailgunConfig {
    /// Key of the sending domain.
    String apiKey();

    /// The sending domain.
    String domain();

    /// Where its API is; the EU has an address of its own.
    @WithDefault("https://api.mailgun.net")
    URI baseUrl();
}
