package io.leadflip.contracts.event;

import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Channel;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// Facts about a consumer's consent to be contacted for one business.
public sealed interface ConsentFact extends Fact {
    UUID leadId();

    UUID consentId();

    @Override
    default String subject() {
        return consentId().toString();
    }

    @Override
    default String partitionKey() {
        return leadId().toString();
    }

    record ConsentGranted(
            UUID leadId,
            UUID consentId,
            UUID matchId,
            UUID businessId,
            String contactKey,
            Set<Channel> channels,
            Set<CallPurpose> purposes,
            Instant grantedAt,
            Instant expiresAt)
            implements ConsentFact {
        public ConsentGranted {
            channels = Set.copyOf(channels);
            purposes = Set.copyOf(purposes);
        }
    }

    record ConsentRevoked(
            UUID leadId,
            UUID consentId,
            UUID matchId,
            UUID businessId,
            String contactKey,
            Instant revokedAt)
            implements ConsentFact {}
}
