package io.leadflip.matching.directory;

import io.leadflip.contracts.value.PriceTier;
import io.leadflip.contracts.value.Requirement;
import io.leadflip.matching.MatchingConfig;
import io.leadflip.matching.scoring.Candidate;
import io.leadflip.matching.scoring.Need;
import io.leadflip.matching.scoring.RelatedTrades;
import io.leadflip.matching.scoring.ResponseHistory;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds every business that may take a lead, in one statement: the index finds whose area covers
/// the place, the rest is exact.
@ApplicationScoped
public class CandidateSearch {
    /// $1 trades, $2 longitude, $3 latitude, $4 ZIP, $5 the lead's own trade, $6 now, $7 history
    /// from, $8 limit.
    ///
    /// `offset 0` keeps the planner from turning the search per trade into a join that reads the
    /// index by coverage alone. A lead's own trade comes before related ones and nearer before
    /// farther, so that the limit cuts the least likely.
    static final String SEARCH =
            """
            with reach as (
                select near.business_id, near.category_id
                from unnest($1::int[]) as wanted (trade)
                cross join lateral (
                    select s.business_id, s.category_id
                    from business_service s
                    where s.category_id = wanted.trade
                        and s.active
                        and s.coverage && ST_SetSRID(ST_MakePoint($2::float8, $3::float8), 4326)
                        and ST_DWithin(s.location, ST_SetSRID(ST_MakePoint($2::float8, $3::float8), 4326)::geography, s.radius_m)
                    offset 0) near
                union
                select z.business_id, z.category_id
                from business_zip z
                where z.zip = $4::text and z.category_id = any($1::int[])
            ), reachable as (
                select business_id, bool_or(category_id = $5::int) as exact, min(category_id) as any_trade
                from reach group by business_id
            ), nearest as (
                select b.*, r.exact,
                    ST_Distance(s.location, ST_SetSRID(ST_MakePoint($2::float8, $3::float8), 4326)::geography) as distance_m
                from reachable r
                join business b on b.id = r.business_id
                join business_service s on s.business_id = r.business_id and s.category_id = r.any_trade
                left join capacity d on d.business_id = b.id and d.period = 'DAY'
                    and d.starts_on = ($6::timestamptz at time zone b.time_zone)::date
                left join capacity m on m.business_id = b.id and m.period = 'MONTH'
                    and m.starts_on = date_trunc('month', $6::timestamptz at time zone b.time_zone)::date
                where (b.paused_until is null or b.paused_until <= $6::timestamptz)
                    and (b.rating is null or b.rating >= 3.5)
                    and (b.daily_cap is null or coalesce(d.used, 0) < b.daily_cap)
                    and (b.monthly_cap is null or coalesce(m.used, 0) < b.monthly_cap)
                order by r.exact desc, distance_m, b.registered_at, b.id
                limit $8::int
            )
            select n.id, n.exact, n.distance_m, n.price_tier, n.average_job_price, n.emergency_service, n.licensed, n.insured,
                n.answers_within_24h, n.tags, n.rating, n.registered_at, h.answered, h.asked
            from nearest n
            cross join lateral (
                select count(*) filter (where o.state <> 'EXPIRED') as answered, count(*) as asked
                from offer o
                where o.business_id = n.id and o.state in ('ACCEPTED', 'DECLINED', 'EXPIRED') and o.closed_at >= $7::timestamptz
            ) h
            """;

    private final Sql sql;
    private final MatchingConfig config;

    CandidateSearch(Sql sql, MatchingConfig config) {
        this.sql = sql;
        this.config = config;
    }

    public Uni<List<Candidate>> find(Need need, Instant now) {
        return sql.select(SEARCH, arguments(need, now))
                .map(rows -> rows.stream().map(CandidateSearch::candidate).toList());
    }

    private Object[] arguments(Need need, Instant now) {
        var place = need.place();
        return new Object[] {
            trades(need),
            place.longitude(),
            place.latitude(),
            place.zip(),
            TradeIds.of(need.category()),
            now,
            now.minus(config.responseHistory()),
            config.retrievalLimit()
        };
    }

    private static Integer[] trades(Need need) {
        return Stream.concat(Stream.of(need.category()), RelatedTrades.of(need.category()).stream())
                .map(TradeIds::of)
                .toArray(Integer[]::new);
    }

    private static Candidate candidate(Row row) {
        return new Candidate(
                row.uuid(0),
                row.bool(1),
                row.real(2),
                PriceTier.valueOf(row.text(3)),
                row.decimal(4),
                row.bool(5),
                row.bool(6),
                row.bool(7),
                row.bool(8),
                tags((String[]) row.raw(9)),
                row.real(10),
                new ResponseHistory(row.integer(12), row.integer(13)),
                row.instant(11));
    }

    private static Set<Requirement> tags(String[] names) {
        return Stream.of(names).map(Requirement::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
