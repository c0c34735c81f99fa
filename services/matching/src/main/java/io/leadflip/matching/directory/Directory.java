package io.leadflip.matching.directory;

import io.leadflip.contracts.value.BusinessProfile;
import io.leadflip.contracts.value.Requirement;
import io.leadflip.matching.capacity.CapacityLedger;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.UUID;

/// Keeps what each business last said about itself. A fact older than the one that stands is
/// dropped.
@ApplicationScoped
public class Directory {
    private static final double METRES_PER_MILE = 1609.344;
    private static final String UPSERT =
            """
            insert into business as b (id, sequence, price_tier, average_job_price, emergency_service, licensed, insured,
                answers_within_24h, tags, time_zone, quiet_from, quiet_until, quiet_emergencies, monthly_cap, daily_cap,
                paused_until, rating, registered_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
            on conflict (id) do update set (sequence, price_tier, average_job_price, emergency_service, licensed, insured,
                answers_within_24h, tags, time_zone, quiet_from, quiet_until, quiet_emergencies, monthly_cap, daily_cap,
                paused_until, rating, registered_at)
                = (excluded.sequence, excluded.price_tier, excluded.average_job_price, excluded.emergency_service,
                excluded.licensed, excluded.insured, excluded.answers_within_24h, excluded.tags, excluded.time_zone,
                excluded.quiet_from, excluded.quiet_until, excluded.quiet_emergencies, excluded.monthly_cap,
                excluded.daily_cap, excluded.paused_until, excluded.rating, excluded.registered_at)
            where b.sequence < excluded.sequence
            """;
    private static final String FORGET_TRADES =
            "delete from business_service where business_id = $1 and category_id <> all($2::int[])";
    private static final String KEEP_TRADES =
            """
            insert into business_service as s (business_id, category_id, active, radius_m, location, coverage)
            select $1::uuid, trade, $3::boolean, $4::float8, ST_SetSRID(ST_MakePoint($5::float8, $6::float8), 4326)::geography,
                ST_GeomFromText($7::text, 4326)
            from unnest($2::int[]) as trade
            on conflict (business_id, category_id) do update
            set (active, radius_m, location, coverage) = (excluded.active, excluded.radius_m, excluded.location, excluded.coverage)
            """;
    private static final String FORGET_ZIPS = "delete from business_zip where business_id = $1";
    private static final String KEEP_ZIPS =
            """
            insert into business_zip (business_id, category_id, zip)
            select distinct $1::uuid, trade, zip from unnest($2::int[]) as trade, unnest($3::text[]) as zip
            where $4::boolean
            """;

    private final Sql sql;
    private final CapacityLedger capacity;

    Directory(Sql sql, CapacityLedger capacity) {
        this.sql = sql;
        this.capacity = capacity;
    }

    /// Takes a full-state fact; answers whether it was news.
    public Uni<Boolean> take(BusinessProfile profile, long sequence) {
        check(profile);
        return upsert(profile, sequence)
                .chain(
                        news ->
                                news
                                        ? replaceReach(profile).replaceWith(true)
                                        : Uni.createFrom().item(false));
    }

    private static void check(BusinessProfile profile) {
        try {
            ZoneId.of(profile.timeZone());
        } catch (DateTimeException e) {
            throw new InvalidProfileException("No such time zone: " + profile.timeZone(), e);
        }
    }

    private Uni<Boolean> upsert(BusinessProfile profile, long sequence) {
        var quiet = profile.quietHours();
        return sql.update(
                        UPSERT,
                        profile.businessId(),
                        sequence,
                        profile.priceTier(),
                        profile.averageJobPrice(),
                        profile.emergencyService(),
                        profile.licensed(),
                        profile.insured(),
                        profile.answersWithin24h(),
                        profile.tags().stream()
                                .map(Requirement::name)
                                .sorted()
                                .toArray(String[]::new),
                        profile.timeZone(),
                        quiet == null ? null : quiet.from(),
                        quiet == null ? null : quiet.until(),
                        quiet != null && quiet.emergenciesAllowed(),
                        profile.monthlyCap(),
                        profile.dailyCap(),
                        profile.pausedUntil(),
                        profile.rating(),
                        profile.registeredAt())
                .map(changed -> changed > 0);
    }

    private Uni<Void> replaceReach(BusinessProfile profile) {
        var business = profile.businessId();
        var trades =
                profile.categories().stream().map(TradeIds::of).sorted().toArray(Integer[]::new);
        return sql.update(FORGET_TRADES, business, trades)
                .chain(() -> keepTrades(profile, trades))
                .chain(() -> sql.update(FORGET_ZIPS, business))
                .chain(() -> keepZips(profile, business, trades))
                .chain(() -> keepCount(profile));
    }

    private Uni<Void> keepCount(BusinessProfile profile) {
        return profile.dailyCap() == null && profile.monthlyCap() == null
                ? capacity.forget(profile.businessId())
                : Uni.createFrom().voidItem();
    }

    private Uni<Integer> keepTrades(BusinessProfile profile, Integer[] trades) {
        var area = profile.area();
        var radius = area.radiusMiles() * METRES_PER_MILE;
        var box = CoverageBox.around(area.latitude(), area.longitude(), radius).wkt();
        return sql.update(
                KEEP_TRADES,
                profile.businessId(),
                trades,
                profile.active(),
                radius,
                area.longitude(),
                area.latitude(),
                box);
    }

    private Uni<Integer> keepZips(BusinessProfile profile, UUID business, Integer[] trades) {
        var zips = profile.area().zips().toArray(String[]::new);
        return sql.update(KEEP_ZIPS, business, trades, zips, profile.active());
    }
}
