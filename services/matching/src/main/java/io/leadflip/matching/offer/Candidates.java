package io.leadflip.matching.offer;

import io.leadflip.contracts.value.MatchScore;
import io.leadflip.contracts.value.QuietHours;
import io.leadflip.matching.scoring.Ranked;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/// The ranked businesses of each lead, kept so that later waves follow the order of the first.
@ApplicationScoped
class Candidates {
    private static final String ADD =
            """
            insert into candidate (lead_id, rank, business_id, score, reasons, distance_m)
            select $1::uuid, c.rank, c.business_id, c.score, array(select jsonb_array_elements_text(c.reasons)), c.distance_m
            from jsonb_to_recordset($2::jsonb)
                as c (rank int, business_id uuid, score jsonb, reasons jsonb, distance_m float8)
            """;
    private static final String WAITING =
            """
            select c.business_id, c.score, c.reasons, c.distance_m, b.time_zone, b.quiet_from, b.quiet_until, b.quiet_emergencies,
                b.daily_cap is not null or b.monthly_cap is not null
            from candidate c
            join business b on b.id = c.business_id
            where c.lead_id = $1 and (b.paused_until is null or b.paused_until <= $2::timestamptz)
                and exists (select 1 from business_service s where s.business_id = b.id and s.active)
                and not exists (select 1 from offer o where o.lead_id = c.lead_id and o.business_id = c.business_id)
            order by c.rank
            """;

    private final Sql sql;

    Candidates(Sql sql) {
        this.sql = sql;
    }

    Uni<Void> add(UUID leadId, List<Ranked> ranked) {
        var rows = new JsonArray();
        ranked.forEach(each -> rows.add(row(rows.size() + 1, each)));
        return sql.update(ADD, leadId, rows).replaceWithVoid();
    }

    /// In the order of their rank; without those that stopped working meanwhile.
    Uni<List<Waiting>> waiting(UUID leadId, Instant now) {
        return sql.select(WAITING, leadId, now)
                .map(rows -> rows.stream().map(Candidates::waiting).toList());
    }

    private static JsonObject row(int rank, Ranked ranked) {
        return new JsonObject()
                .put("rank", rank)
                .put("business_id", ranked.candidate().businessId().toString())
                .put("score", score(ranked.score()))
                .put("reasons", new JsonArray(ranked.reasons()))
                .put("distance_m", ranked.candidate().distanceMetres());
    }

    private static JsonObject score(MatchScore score) {
        return new JsonObject()
                .put("distance", score.distance())
                .put("category", score.category())
                .put("rating", score.rating())
                .put("response", score.response())
                .put("price", score.price())
                .put("urgency", score.urgency())
                .put("requirements", score.requirements());
    }

    private static Waiting waiting(Row row) {
        return new Waiting(
                row.uuid(0),
                score(row.json(1)),
                List.of((String[]) row.raw(2)),
                row.real(3),
                ZoneId.of(row.text(4)),
                quietHours(row),
                row.bool(8));
    }

    private static MatchScore score(JsonObject json) {
        return new MatchScore(
                json.getInteger("distance"),
                json.getInteger("category"),
                json.getInteger("rating"),
                json.getInteger("response"),
                json.getInteger("price"),
                json.getInteger("urgency"),
                json.getInteger("requirements"));
    }

    private static QuietHours quietHours(Row row) {
        var from = (LocalTime) row.raw(5);
        return from == null ? null : new QuietHours(from, (LocalTime) row.raw(6), row.bool(7));
    }
}
