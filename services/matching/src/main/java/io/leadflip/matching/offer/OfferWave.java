package io.leadflip.matching.offer;

import io.leadflip.contracts.event.MatchFact.MatchOffered;
import io.leadflip.matching.MatchingConfig;
import io.leadflip.matching.capacity.CapacityLedger;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.work.WorkQueue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/// Offers a lead to the first businesses of a list that still have capacity, as one wave.
@ApplicationScoped
class OfferWave {
    private final Offers offers;
    private final CapacityLedger capacity;
    private final Outbox outbox;
    private final WorkQueue work;
    private final MatchingConfig config;
    private final MatchingMetrics metrics;

    OfferWave(
            Offers offers,
            CapacityLedger capacity,
            Outbox outbox,
            WorkQueue work,
            MatchingConfig config,
            MatchingMetrics metrics) {
        this.offers = offers;
        this.capacity = capacity;
        this.outbox = outbox;
        this.work = work;
        this.config = config;
        this.metrics = metrics;
    }

    /// Answers how many were offered the lead; the locks of the businesses are held.
    Uni<Integer> offer(Lead lead, List<Waiting> callable, int room, Instant now) {
        if (room == 0 || callable.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return next(new Round(lead, lead.nextWave(), now), callable.iterator(), room, 0);
    }

    private record Round(Lead lead, int wave, Instant now) {}

    /// One after the other: each decision needs to know whether the one before found capacity.
    private Uni<Integer> next(Round round, Iterator<Waiting> callable, int room, int offered) {
        if (offered == room || !callable.hasNext()) {
            return Uni.createFrom().item(offered);
        }
        return offer(round, callable.next())
                .chain(made -> next(round, callable, room, made ? offered + 1 : offered));
    }

    private Uni<Boolean> offer(Round round, Waiting business) {
        return reserve(round, business).call(reserved -> reserved ? make(round, business) : full());
    }

    private Uni<Boolean> reserve(Round round, Waiting business) {
        if (!business.capped()) {
            return Uni.createFrom().item(true);
        }
        return capacity.take(business.businessId(), business.today(round.now()));
    }

    private Uni<Void> full() {
        metrics.capacityFull();
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> make(Round round, Waiting business) {
        var offer = new Offer(Identifiers.next(), round.lead().id(), business.businessId());
        metrics.offered(round.wave());
        return offers.add(offer, round.wave(), business.today(round.now()), round.now())
                .chain(() -> outbox.append(fact(round, offer, business)))
                .chain(() -> watch(offer, round.now()));
    }

    private Uni<Void> watch(Offer offer, Instant now) {
        return work.schedule(
                UnsentOffer.KIND,
                offer.id().toString(),
                new JsonObject(),
                now.plus(config.sendDeadline()));
    }

    private MatchOffered fact(Round round, Offer offer, Waiting business) {
        var lead = round.lead();
        return new MatchOffered(
                lead.id(),
                offer.id(),
                offer.businessId(),
                lead.category(),
                lead.urgency(),
                business.score(),
                business.reasons(),
                business.distanceMetres(),
                round.wave(),
                config.answerWindow().of(lead.urgency()),
                round.now());
    }
}
