package io.leadflip.contracts.event;

import io.leadflip.contracts.value.Budget;
import io.leadflip.contracts.value.LeadStatus;
import io.leadflip.contracts.value.Place;
import io.leadflip.contracts.value.Requirement;
import io.leadflip.contracts.value.Sentiment;
import io.leadflip.contracts.value.ServiceCategory;
import io.leadflip.contracts.value.Urgency;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// Facts about a lead; lead-intake is their only source, except `LeadUnmatched` (matching).
public sealed interface LeadFact extends Fact {
    UUID leadId();

    @Override
    default String subject() {
        return leadId().toString();
    }

    @Override
    default String partitionKey() {
        return leadId().toString();
    }

    /// A consumer's problem was stored; nothing is known about it yet.
    record LeadSubmitted(UUID leadId, Instant submittedAt) implements LeadFact {}

    /// The lead is good enough to be sold and has a place.
    ///
    /// @param quality 0–10, one decimal
    /// @param confidence of the category, 0–1
    /// @param classifier `rules` or a model id
    record LeadClassified(
            UUID leadId,
            ServiceCategory category,
            Urgency urgency,
            Budget budget,
            Place place,
            Set<Requirement> requirements,
            Sentiment sentiment,
            double quality,
            double confidence,
            String classifier,
            Instant classifiedAt)
            implements LeadFact {
        public LeadClassified {
            requirements = requirements == null ? Set.of() : Set.copyOf(requirements);
        }
    }

    /// The lead will not be sold: spam, or too vague.
    record LeadRejected(UUID leadId, RejectionReason reason, double quality, Instant rejectedAt)
            implements LeadFact {}

    enum RejectionReason {
        SPAM,
        LOW_QUALITY
    }

    /// The lead waits for an answer of its consumer.
    record LeadNeedsInfo(UUID leadId, MissingInfo missing, Instant askedAt) implements LeadFact {}

    enum MissingInfo {
        PLACE
    }

    /// The consumer took the lead back, or opted out of it.
    record LeadWithdrawn(UUID leadId, Instant withdrawnAt) implements LeadFact {}

    /// The lead moved; never backwards.
    record LeadStatusChanged(UUID leadId, LeadStatus from, LeadStatus to, Instant changedAt)
            implements LeadFact {}

    /// A code is to be sent to the consumer's phone; the permit holds the code.
    record PhoneVerificationRequested(UUID leadId, UUID verificationId, Instant requestedAt)
            implements LeadFact {}

    /// The consumer proved the phone by the code.
    record PhoneVerified(UUID leadId, String contactKey, Instant verifiedAt) implements LeadFact {}

    /// No business covers the place and trade, or none is left to offer to.
    record LeadUnmatched(UUID leadId, UnmatchedReason reason, Instant decidedAt)
            implements LeadFact {}

    enum UnmatchedReason {
        NO_CANDIDATE,
        NONE_LEFT
    }
}
