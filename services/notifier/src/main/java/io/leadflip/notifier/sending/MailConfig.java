package io.leadflip.notifier.sending;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Who all e-mail comes from.
@ConfigMapping(prefix = "leadflip.mail")
public interface MailConfig {
    /// The sender's address, verified at the providers.
    String fromEmail();

    /// The sender's name.
    @WithDefault("LeadFlip")
    String fromName();
}
