package io.leadflip.contracts.event;

import io.leadflip.contracts.value.MatchScore;
import io.leadflip.contracts.value.ServiceCategory;
import io.leadflip.contracts.value.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Facts about one lead offered to one business. Matching offers and withdraws; lead-intake takes
/// the answers.
public sealed interface MatchFact extends Fact {
    UUID leadId();

    UUID matchId();

    UUID businessId();

    @Override
    default String subject() {
        return matchId().toString();
    }

    @Override
    default String partitionKey() {
        return leadId().toString();
    }

    /// The lead is offered to the business; capacity is reserved.
    ///
    /// @param wave counts from 1
    /// @param distanceMetres from the business to the lead's ZIP centroid
    /// @param reasons why, in plain words built from facts
    /// @param answerWindow how long the business may take once it was told
    record MatchOffered(
            UUID leadId,
            UUID matchId,
            UUID businessId,
            ServiceCategory category,
            Urgency urgency,
            MatchScore score,
            List<String> reasons,
            double distanceMetres,
            int wave,
            Duration answerWindow,
            Instant offeredAt)
            implements MatchFact {
        public MatchOffered {
            reasons = List.copyOf(reasons);
        }
    }

    record MatchAccepted(UUID leadId, UUID matchId, UUID businessId, Instant acceptedAt)
            implements MatchFact {}

    record MatchDeclined(UUID leadId, UUID matchId, UUID businessId, Instant declinedAt)
            implements MatchFact {}

    /// The business did not answer within its window.
    record MatchExpired(UUID leadId, UUID matchId, UUID businessId, Instant expiredAt)
            implements MatchFact {}

    /// The offer is taken back: it could not be sent in time, the lead is gone, or enough
    /// businesses accepted.
    record MatchOfferWithdrawn(
            UUID leadId,
            UUID matchId,
            UUID businessId,
            WithdrawalReason reason,
            Instant withdrawnAt)
            implements MatchFact {}

    enum WithdrawalReason {
        NOT_SENT,
        LEAD_WITHDRAWN,
        LEAD_FILLED
    }
}
