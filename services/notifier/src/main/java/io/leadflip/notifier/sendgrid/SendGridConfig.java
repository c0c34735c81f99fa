package io.leadflip.notifier.sendgrid;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/// The account at SendGrid.
@ConfigMapping(prefix = "leadflip.sendgrid")
public interface SendGridConfig {
    /// Key with the right to send mail.
    String apiKey();

    /// Where its API is.
    @WithDefault("https://api.sendgrid.com")
    URI baseUrl();
}
