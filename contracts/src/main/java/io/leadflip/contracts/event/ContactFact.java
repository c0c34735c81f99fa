package io.leadflip.contracts.event;

import io.leadflip.contracts.value.Channel;
import java.time.Instant;
import java.util.Set;

/// Facts about a person's wish not to be contacted; told by whichever service heard it.
public sealed interface ContactFact extends Fact {
    String contactKey();

    @Override
    default String subject() {
        return contactKey();
    }

    @Override
    default String partitionKey() {
        return contactKey();
    }

    /// @param channels what is suppressed; empty for all
    /// @param reason a code, such as `voice`, `key`, `sms-stop`, `provider`, `unsubscribe` or
    ///   `admin`
    record ContactSuppressed(
            String contactKey, Set<Channel> channels, String reason, Instant suppressedAt)
            implements ContactFact {
        public ContactSuppressed {
            channels = Set.copyOf(channels);
        }
    }
}
