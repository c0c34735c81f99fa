package io.leadflip.matching.offer;

import io.leadflip.contracts.value.MatchStatus;
import io.leadflip.matching.offer.WavePolicy.Standing;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Every offer ever made. It moves `OFFERED → NOTIFIED → ACCEPTED | DECLINED | EXPIRED |
/// WITHDRAWN`, by compare-and-set.
@ApplicationScoped
class Offers {
    private static final String COLUMNS = "id, lead_id, business_id";

    private final Sql sql;

    Offers(Sql sql) {
        this.sql = sql;
    }

    Uni<Void> add(Offer offer, int wave, LocalDate day, Instant now) {
        return sql.update(
                        """
                        insert into offer (id, lead_id, business_id, wave, state, reserved_on, offered_at)
                        values ($1, $2, $3, $4, 'OFFERED', $5, $6)
                        """,
                        offer.id(),
                        offer.leadId(),
                        offer.businessId(),
                        wave,
                        day,
                        now)
                .replaceWithVoid();
    }

    /// The business was told.
    Uni<Boolean> notified(UUID id) {
        return sql.update(
                        "update offer set state = 'NOTIFIED' where id = $1 and state = 'OFFERED'",
                        id)
                .map(rows -> rows > 0);
    }

    /// Ends an open offer; empty when it was not open any more.
    Uni<Optional<Offer>> close(UUID id, MatchStatus end, Instant now) {
        return sql.first(
                        "update offer set state = $2, closed_at = $3 where id = $1 and state in ('OFFERED', 'NOTIFIED') returning "
                                + COLUMNS,
                        id,
                        end,
                        now)
                .map(row -> row.map(Offers::offer));
    }

    /// The business accepted; lead-intake decides that, so it holds even for an offer that was just
    /// taken back. Empty when that was known.
    Uni<Optional<Accepted>> accepted(UUID id, Instant now) {
        return sql.first(
                        """
                        with before as (select id, state from offer where id = $1 for update)
                        update offer o set state = 'ACCEPTED', closed_at = $2
                        from before b
                        where o.id = b.id and b.state <> 'ACCEPTED'
                        returning o.id, o.lead_id, o.business_id, b.state not in ('OFFERED', 'NOTIFIED')
                        """,
                        id,
                        now)
                .map(row -> row.map(won -> new Accepted(offer(won), won.bool(3))));
    }

    /// @param wasOver it had come to nothing here, and its capacity was given back
    record Accepted(Offer offer, boolean wasOver) {}

    /// Takes back an offer that nobody was told of; empty when the business was told after all.
    Uni<Optional<Offer>> withdrawUntold(UUID id, Instant now) {
        return sql.first(
                        "update offer set state = 'WITHDRAWN', closed_at = $2 where id = $1 and state = 'OFFERED' returning "
                                + COLUMNS,
                        id,
                        now)
                .map(row -> row.map(Offers::offer));
    }

    /// Takes back every open offer of a lead.
    Uni<List<Offer>> withdrawAll(UUID leadId, Instant now) {
        return sql.select(
                        """
                        update offer set state = 'WITHDRAWN', closed_at = $2
                        where lead_id = $1 and state in ('OFFERED', 'NOTIFIED') returning id, lead_id, business_id
                        """,
                        leadId,
                        now)
                .map(rows -> rows.stream().map(Offers::offer).toList());
    }

    Uni<Standing> standing(UUID leadId) {
        return sql.first(
                        """
                        select count(*) filter (where state in ('OFFERED', 'NOTIFIED')), count(*) filter (where state = 'ACCEPTED')
                        from offer where lead_id = $1
                        """,
                        leadId)
                .map(
                        row ->
                                row.map(
                                                counts ->
                                                        new Standing(
                                                                counts.integer(0),
                                                                counts.integer(1)))
                                        .orElseThrow());
    }

    private static Offer offer(Row row) {
        return new Offer(row.uuid(0), row.uuid(1), row.uuid(2));
    }
}
