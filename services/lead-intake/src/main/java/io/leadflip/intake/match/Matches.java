package io.leadflip.intake.match;

import io.leadflip.contracts.event.MatchFact.MatchOfferWithdrawn;
import io.leadflip.contracts.event.MatchFact.MatchOffered;
import io.leadflip.contracts.value.LeadStatus;
import io.leadflip.intake.lead.LeadMoves;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.work.WorkQueue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Offers as other services tell of them. Runs in the transaction of the fact.
@ApplicationScoped
public class Matches {
    private static final String ADD =
            """
            insert into match (id, lead_id, business_id, status, wave, score, parts, reasons, distance_metres, answer_window_seconds, offered_at)
            select $1, $2, $3, case when status in ('CLASSIFIED', 'MATCHED', 'CONTACTED', 'APPOINTED') then 'OFFERED' else 'WITHDRAWN' end,
              $4, $5, $6, $7, $8, $9, $10
            from lead where id = $2
            on conflict (lead_id, business_id) do nothing""";
    private static final String NOTIFY =
            """
            update match set status = 'NOTIFIED', notified_at = now(),
              answer_by = now() + answer_window_seconds * interval '1 second'
            where id = $1 and status = 'OFFERED' returning answer_by""";
    private static final String WITHDRAW =
            "update match set status = 'WITHDRAWN', answered_at = now() where id = $1 and status in ('OFFERED', 'NOTIFIED')";

    private final Sql sql;
    private final LeadMoves moves;
    private final WorkQueue work;

    Matches(Sql sql, LeadMoves moves, WorkQueue work) {
        this.sql = sql;
        this.moves = moves;
        this.work = work;
    }

    public Uni<Void> offered(MatchOffered offer) {
        return moves.move(offer.leadId(), LeadStatus.MATCHED, LeadStatus.CLASSIFIED)
                .chain(
                        () ->
                                sql.update(
                                        ADD,
                                        offer.matchId(),
                                        offer.leadId(),
                                        offer.businessId(),
                                        offer.wave(),
                                        offer.score().total(),
                                        parts(offer),
                                        offer.reasons().toArray(String[]::new),
                                        offer.distanceMetres(),
                                        offer.answerWindow().toSeconds(),
                                        offer.offeredAt()))
                .replaceWithVoid();
    }

    /// The business was told: from now on its time to answer runs.
    public Uni<Void> told(UUID leadId, UUID matchId) {
        return lock(leadId)
                .chain(() -> sql.first(NOTIFY, matchId))
                .chain(
                        row ->
                                row.map(
                                                told ->
                                                        work.schedule(
                                                                ExpireOffer.KIND,
                                                                matchId.toString(),
                                                                new JsonObject(),
                                                                told.instant(0)))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    public Uni<Void> withdrawn(MatchOfferWithdrawn fact) {
        return lock(fact.leadId())
                .chain(() -> sql.update(WITHDRAW, fact.matchId()))
                .chain(() -> work.cancel(ExpireOffer.KIND, fact.matchId().toString()));
    }

    /// Nobody takes the lead. One that a business accepted is not without a match.
    public Uni<Void> unmatched(UUID leadId) {
        return lock(leadId)
                .chain(
                        () ->
                                sql.first(
                                        "select exists (select from match where lead_id = $1 and status = 'ACCEPTED')",
                                        leadId))
                .chain(
                        row ->
                                row.orElseThrow().bool(0)
                                        ? Uni.createFrom().item(false)
                                        : moves.move(
                                                leadId,
                                                LeadStatus.UNMATCHED,
                                                LeadStatus.CLASSIFIED,
                                                LeadStatus.MATCHED))
                .replaceWithVoid();
    }

    private Uni<Void> lock(UUID leadId) {
        return sql.first("select id from lead where id = $1 for no key update", leadId)
                .replaceWithVoid();
    }

    private static JsonObject parts(MatchOffered offer) {
        var score = offer.score();
        return new JsonObject()
                .put("distance", score.distance())
                .put("category", score.category())
                .put("rating", score.rating())
                .put("response", score.response())
                .put("price", score.price())
                .put("urgency", score.urgency())
                .put("requirements", score.requirements());
    }
}
