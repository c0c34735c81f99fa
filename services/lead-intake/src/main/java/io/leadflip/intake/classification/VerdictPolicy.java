package io.leadflip.intake.classification;

import io.leadflip.contracts.event.LeadFact.MissingInfo;
import io.leadflip.contracts.event.LeadFact.RejectionReason;
import io.leadflip.contracts.value.ServiceCategory;

/// Decides what becomes of a classified lead.
public final class VerdictPolicy {
    private final double leastQuality;

    public VerdictPolicy(double leastQuality) {
        this.leastQuality = leastQuality;
    }

    /// A known trade without a place is worth a question, however short the text: the answer makes
    /// it a lead. Without a trade it is vague.
    public Verdict of(Classification classified) {
        if (!classified.spam().isEmpty()) {
            return new Verdict.Rejected(RejectionReason.SPAM);
        }
        boolean good = classified.quality() >= leastQuality;
        boolean tradeKnown = classified.findings().category() != ServiceCategory.OTHER;
        if (classified.place() == null && (good || tradeKnown)) {
            return new Verdict.Asked(MissingInfo.PLACE);
        }
        return good ? new Verdict.Sold() : new Verdict.Rejected(RejectionReason.LOW_QUALITY);
    }
}
