package io.leadflip.intake.classification;

import io.leadflip.contracts.event.LeadFact.MissingInfo;
import io.leadflip.contracts.event.LeadFact.RejectionReason;

/// What becomes of a classified lead.
public sealed interface Verdict {
    /// Good enough, and it has a place: it goes to matching.
    record Sold() implements Verdict {}

    record Rejected(RejectionReason reason) implements Verdict {}

    record Asked(MissingInfo missing) implements Verdict {}
}
