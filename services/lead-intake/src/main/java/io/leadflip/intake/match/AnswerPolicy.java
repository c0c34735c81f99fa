package io.leadflip.intake.match;

import io.leadflip.contracts.value.LeadStatus;
import io.leadflip.contracts.value.MatchStatus;
import java.time.Instant;
import java.util.Set;

/// Decides over a business's answer to an offer. Every fact comes from rows that are locked while
/// it decides.
final class AnswerPolicy {
    /// @param answerBy null while the window has not started
    /// @param accepted how many businesses accepted the lead already
    record Offer(MatchStatus match, LeadStatus lead, Instant answerBy, int accepted, Instant now) {}

    sealed interface Decision {
        record Take() implements Decision {}

        /// It was answered so before.
        record Already() implements Decision {}

        record Refuse(String reason, String detail) implements Decision {}
    }

    private static final Set<LeadStatus> WAITING =
            Set.of(
                    LeadStatus.CLASSIFIED,
                    LeadStatus.MATCHED,
                    LeadStatus.CONTACTED,
                    LeadStatus.APPOINTED);

    private final int mostAccepts;

    AnswerPolicy(int mostAccepts) {
        this.mostAccepts = mostAccepts;
    }

    Decision accept(Offer offer) {
        if (offer.match() == MatchStatus.ACCEPTED) {
            return new Decision.Already();
        }
        if (offer.accepted() >= mostAccepts) {
            return new Decision.Refuse("lead-filled", "Enough businesses have accepted this lead.");
        }
        return open(offer);
    }

    Decision decline(Offer offer) {
        return offer.match() == MatchStatus.DECLINED ? new Decision.Already() : open(offer);
    }

    private static Decision open(Offer offer) {
        return switch (offer.match()) {
            case OFFERED, NOTIFIED -> {
                if (!WAITING.contains(offer.lead())) {
                    yield new Decision.Refuse(
                            "lead-gone", "The consumer no longer looks for a business.");
                }
                yield offer.answerBy() != null && offer.now().isAfter(offer.answerBy())
                        ? new Decision.Refuse("too-late", "The time to answer this offer is over.")
                        : new Decision.Take();
            }
            case ACCEPTED -> new Decision.Refuse("accepted", "This offer was accepted.");
            case DECLINED -> new Decision.Refuse("declined", "This offer was declined.");
            case EXPIRED ->
                    new Decision.Refuse("too-late", "The time to answer this offer is over.");
            case WITHDRAWN -> new Decision.Refuse("withdrawn", "This offer was taken back.");
        };
    }
}
