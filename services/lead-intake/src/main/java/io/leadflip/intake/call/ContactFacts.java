package io.leadflip.intake.call;

import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.LeadStatus;
import io.leadflip.contracts.value.MatchStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What the contact book knows about calling one consumer for one business.
///
/// @param phoneVerifiedAt null when never proved
/// @param consented purposes of current consents that cover AI calls
record ContactFacts(
        LeadStatus lead,
        MatchStatus match,
        Instant phoneVerifiedAt,
        Set<CallPurpose> consented,
        boolean suppressed) {
    private static final Set<LeadStatus> CALLABLE =
            EnumSet.of(
                    LeadStatus.CLASSIFIED,
                    LeadStatus.MATCHED,
                    LeadStatus.CONTACTED,
                    LeadStatus.APPOINTED);

    boolean leadOpen() {
        return CALLABLE.contains(lead);
    }

    /// What must be obtained before a call can be asked for; the gate decides about the rest.
    List<String> missing(CallPurpose purpose, Instant now, Duration proofValid) {
        var missing = new ArrayList<String>();
        if (phoneVerifiedAt == null || phoneVerifiedAt.plus(proofValid).isBefore(now)) {
            missing.add("phone-verification");
        }
        if (!consented.contains(purpose)) {
            missing.add("consent");
        }
        return missing;
    }
}
