package io.leadflip.matching.offer;

import io.leadflip.contracts.event.MatchFact.MatchAccepted;
import io.leadflip.contracts.event.MatchFact.MatchDeclined;
import io.leadflip.contracts.event.MatchFact.MatchExpired;
import io.leadflip.contracts.event.MatchFact.WithdrawalReason;
import io.leadflip.contracts.value.MatchStatus;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// Applies what became of offers, and brings their leads forward. Each runs in the current
/// transaction and does nothing the second time.
@ApplicationScoped
public class FollowOffers {
    private final Leads leads;
    private final Offers offers;
    private final AdvanceLead advance;
    private final WithdrawOffers withdraw;

    FollowOffers(Leads leads, Offers offers, AdvanceLead advance, WithdrawOffers withdraw) {
        this.leads = leads;
        this.offers = offers;
        this.advance = advance;
        this.withdraw = withdraw;
    }

    public Uni<Void> accepted(MatchAccepted fact) {
        return underLock(
                fact.leadId(),
                lead ->
                        offers.accepted(fact.matchId(), fact.acceptedAt())
                                .chain(
                                        accepted ->
                                                accepted.map(win -> won(lead, win))
                                                        .orElseGet(Uni.createFrom()::voidItem)));
    }

    private Uni<Void> won(Lead lead, Offers.Accepted accepted) {
        return advance.won(lead, accepted.wasOver() ? List.of(accepted.offer()) : List.of());
    }

    public Uni<Void> declined(MatchDeclined fact) {
        return ended(fact.leadId(), fact.matchId(), MatchStatus.DECLINED, fact.declinedAt());
    }

    public Uni<Void> expired(MatchExpired fact) {
        return ended(fact.leadId(), fact.matchId(), MatchStatus.EXPIRED, fact.expiredAt());
    }

    /// The business was told.
    public Uni<Void> notified(UUID matchId) {
        return offers.notified(matchId).replaceWithVoid();
    }

    /// The business was not told and will not be: the next candidate takes its place.
    public Uni<Void> notSent(UUID leadId, UUID matchId) {
        return underLock(
                leadId, lead -> withdraw.untold(matchId).chain(freed -> advanceIfAny(lead, freed)));
    }

    /// As [#notSent], although it was said before that the business was told.
    public Uni<Void> notDelivered(UUID leadId, UUID matchId) {
        return underLock(
                leadId, lead -> withdraw.lost(matchId).chain(freed -> advanceIfAny(lead, freed)));
    }

    /// The lead is gone, or won: nothing more is offered, and what is open is taken back.
    public Uni<Void> leadClosed(UUID leadId) {
        return underLock(leadId, this::close);
    }

    /// Time went by: places that were free may be filled now.
    Uni<Void> later(UUID leadId) {
        return underLock(leadId, advance::advance);
    }

    private Uni<Void> ended(UUID leadId, UUID matchId, MatchStatus end, Instant at) {
        return underLock(
                leadId,
                lead ->
                        offers.close(matchId, end, at)
                                .chain(closed -> advanceIfAny(lead, closed.stream().toList())));
    }

    private Uni<Void> advanceIfAny(Lead lead, List<Offer> freed) {
        return freed.isEmpty() ? Uni.createFrom().voidItem() : advance.freed(lead, freed);
    }

    private Uni<Void> close(Lead lead) {
        lead.close();
        return withdraw.all(lead, WithdrawalReason.LEAD_WITHDRAWN);
    }

    private Uni<Void> underLock(UUID leadId, Function<Lead, Uni<Void>> step) {
        return leads.lock(leadId)
                .chain(lead -> lead.map(step).orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
