package io.leadflip.intake.contact;

import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// The match that a consent is given for, and whom it names.
///
/// @param phoneKey null when the lead has no phone
/// @param businessName null when the business is not known any more
/// @param trackedUntil when a visitor can revoke for the last time; null when an account can
record ConsentSubject(
        UUID matchId,
        UUID leadId,
        UUID contactId,
        String phoneKey,
        UUID businessId,
        String businessName,
        String matchStatus,
        Instant trackedUntil) {
    private static final Set<String> OPEN = Set.of("OFFERED", "NOTIFIED", "ACCEPTED");

    /// A consent that nobody can revoke any more is none.
    Instant until(Instant wanted) {
        return trackedUntil == null || wanted.isBefore(trackedUntil) ? wanted : trackedUntil;
    }

    /// @throws Problem when nobody can consent to anything here, or the text does not name the
    ///   business
    void check(ConsentText text) {
        if (!OPEN.contains(matchStatus)) {
            throw new Problem(ProblemType.CONFLICT, "This match is over.");
        }
        if (phoneKey == null) {
            throw new Problem(ProblemType.CONFLICT, "This lead has no phone.");
        }
        if (businessName == null || !text.names(businessName)) {
            throw new Problem(ProblemType.UNPROCESSABLE, "The text shown must name the business.");
        }
    }
}
