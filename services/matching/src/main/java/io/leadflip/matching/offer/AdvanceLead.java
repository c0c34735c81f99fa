package io.leadflip.matching.offer;

import io.leadflip.contracts.event.LeadFact.LeadUnmatched;
import io.leadflip.contracts.event.LeadFact.UnmatchedReason;
import io.leadflip.contracts.event.MatchFact.WithdrawalReason;
import io.leadflip.matching.MatchingConfig;
import io.leadflip.matching.capacity.CapacityLedger;
import io.leadflip.matching.offer.WavePolicy.Standing;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.work.WorkQueue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Brings a lead forward after anything happened to its offers: gives freed capacity back, fills
/// free places with the next in rank, and says so when nobody is left. The lead's row lock is held.
@ApplicationScoped
class AdvanceLead {
    private final Candidates candidates;
    private final Offers offers;
    private final CapacityLedger capacity;
    private final OfferWave wave;
    private final WithdrawOffers withdraw;
    private final Outbox outbox;
    private final WorkQueue work;
    private final WavePolicy policy;
    private final MatchingMetrics metrics;
    private final Clock clock;

    AdvanceLead(
            Candidates candidates,
            Offers offers,
            CapacityLedger capacity,
            OfferWave wave,
            WithdrawOffers withdraw,
            Outbox outbox,
            WorkQueue work,
            MatchingConfig config,
            MatchingMetrics metrics,
            Clock clock) {
        this.candidates = candidates;
        this.offers = offers;
        this.capacity = capacity;
        this.wave = wave;
        this.withdraw = withdraw;
        this.outbox = outbox;
        this.work = work;
        this.policy = new WavePolicy(config.waveSize(), config.acceptsPerLead());
        this.metrics = metrics;
        this.clock = clock;
    }

    Uni<Void> advance(Lead lead) {
        return advance(lead, List.of(), List.of());
    }

    /// @param freed offers that just came to nothing
    Uni<Void> freed(Lead lead, List<Offer> freed) {
        return advance(lead, freed, List.of());
    }

    /// @param won offers that just won after all, when their capacity was given back already
    Uni<Void> won(Lead lead, List<Offer> won) {
        return advance(lead, List.of(), won);
    }

    private Uni<Void> advance(Lead lead, List<Offer> freed, List<Offer> won) {
        var now = clock.instant();
        return candidates
                .waiting(lead.id(), now)
                .call(waiting -> capacity.lock(businesses(waiting, freed, won)))
                .call(() -> capacity.giveBack(freed.stream().map(Offer::id).toList()))
                .call(() -> capacity.takeAgain(won.stream().map(Offer::id).toList()))
                .chain(waiting -> fill(lead, waiting, now));
    }

    private static List<UUID> businesses(
            List<Waiting> waiting, List<Offer> freed, List<Offer> won) {
        return Stream.concat(
                        waiting.stream().map(Waiting::businessId),
                        Stream.concat(freed.stream(), won.stream()).map(Offer::businessId))
                .toList();
    }

    private Uni<Void> fill(Lead lead, List<Waiting> waiting, Instant now) {
        if (!lead.open()) {
            return Uni.createFrom().voidItem();
        }
        var next = Wave.of(waiting, lead, now);
        return offers.standing(lead.id())
                .chain(
                        standing ->
                                policy.filled(standing)
                                        ? filled(lead)
                                        : fill(lead, next, standing, now));
    }

    private Uni<Void> filled(Lead lead) {
        return withdraw.all(lead, WithdrawalReason.LEAD_FILLED).replaceWithVoid();
    }

    private Uni<Void> fill(Lead lead, Wave next, Standing standing, Instant now) {
        var room = policy.room(standing);
        return wave.offer(lead, next.callable(), room, now)
                .chain(offered -> settle(lead, next, standing.plus(offered), room - offered, now));
    }

    /// Places stayed free: wait for those in their quiet hours, or give up when nobody was won.
    private Uni<Void> settle(Lead lead, Wave next, Standing standing, int free, Instant now) {
        if (free > 0 && next.quietUntil() != null) {
            return wakeLater(lead, next.quietUntil());
        }
        return standing.nobody() ? unmatched(lead, now) : Uni.createFrom().voidItem();
    }

    private Uni<Void> wakeLater(Lead lead, Instant at) {
        var payload = new JsonObject().put("leadId", lead.id().toString()).put("at", at.toString());
        return work.schedule(LaterWave.KIND, lead.id() + "@" + at, payload, at);
    }

    private Uni<Void> unmatched(Lead lead, Instant now) {
        lead.unmatched();
        metrics.unmatched(UnmatchedReason.NONE_LEFT);
        return outbox.append(new LeadUnmatched(lead.id(), UnmatchedReason.NONE_LEFT, now));
    }
}
