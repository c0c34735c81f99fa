package io.leadflip.matching.offer;

import io.leadflip.contracts.event.MatchFact.MatchOfferWithdrawn;
import io.leadflip.contracts.event.MatchFact.WithdrawalReason;
import io.leadflip.contracts.value.MatchStatus;
import io.leadflip.matching.capacity.CapacityLedger;
import io.leadflip.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Takes offers back and tells so. The lead's row lock is held.
@ApplicationScoped
class WithdrawOffers {
    private final Offers offers;
    private final CapacityLedger capacity;
    private final Outbox outbox;
    private final MatchingMetrics metrics;
    private final Clock clock;

    WithdrawOffers(
            Offers offers,
            CapacityLedger capacity,
            Outbox outbox,
            MatchingMetrics metrics,
            Clock clock) {
        this.offers = offers;
        this.capacity = capacity;
        this.outbox = outbox;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Takes back whatever is open of a lead, with its capacity.
    Uni<Void> all(Lead lead, WithdrawalReason reason) {
        var now = clock.instant();
        return offers.withdrawAll(lead.id(), now)
                .call(gone -> capacity.lock(gone.stream().map(Offer::businessId).toList()))
                .call(gone -> capacity.giveBack(gone.stream().map(Offer::id).toList()))
                .chain(gone -> tell(gone.iterator(), reason, now));
    }

    private Uni<Void> tell(Iterator<Offer> gone, WithdrawalReason reason, Instant now) {
        return gone.hasNext()
                ? tell(gone.next(), reason, now).chain(() -> tell(gone, reason, now))
                : Uni.createFrom().voidItem();
    }

    Uni<Void> tell(Offer offer, WithdrawalReason reason, Instant now) {
        metrics.withdrawn(reason);
        return outbox.append(
                new MatchOfferWithdrawn(
                        offer.leadId(), offer.id(), offer.businessId(), reason, now));
    }

    /// Takes back one offer that nobody was told of; its capacity is still to be given back.
    Uni<List<Offer>> untold(UUID offerId) {
        var now = clock.instant();
        return notSent(offers.withdrawUntold(offerId, now), now);
    }

    /// As [#untold], for one whose message is known not to have arrived.
    Uni<List<Offer>> lost(UUID offerId) {
        var now = clock.instant();
        return notSent(offers.close(offerId, MatchStatus.WITHDRAWN, now), now);
    }

    private Uni<List<Offer>> notSent(Uni<Optional<Offer>> withdrawn, Instant now) {
        return withdrawn
                .call(
                        gone ->
                                gone.isPresent()
                                        ? tell(gone.get(), WithdrawalReason.NOT_SENT, now)
                                        : Uni.createFrom().voidItem())
                .map(gone -> gone.stream().toList());
    }
}
