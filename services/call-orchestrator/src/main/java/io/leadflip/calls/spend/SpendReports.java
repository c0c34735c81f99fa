package io.leadflip.calls.spend;

import io.leadflip.contracts.door.SpendCaps;
import io.leadflip.contracts.door.SpendPlace;
import io.leadflip.contracts.door.SpendReport;
import io.leadflip.contracts.door.SpendScope;
import io.leadflip.contracts.door.SpendSearch;
import io.leadflip.contracts.door.SpendSum;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The ledger as people look at it. It counts as [SpendLedger] does, so what is shown as left is
/// what the next reservation finds.
@ApplicationScoped
public class SpendReports {
    private static final String SUMS =
            """
            count(*), count(*) filter (where settled_usd is null), coalesce(sum(reserved_usd), 0),
            coalesce(sum(settled_usd + APART), 0), coalesce(sum(COUNTS), 0)"""
                    .replace("APART", SpendLedger.APART)
                    .replace("COUNTS", SpendLedger.COUNTS);

    private static final String HOUR =
            "select $1::timestamptz, null::uuid, null::uuid, "
                    + SUMS
                    + " from spend where reserved_at > $1";

    /// `BUSINESS` is the column, or null where businesses are added up, too.
    private static final String DAYS =
            """
            select date_trunc('day', reserved_at, 'UTC'), BUSINESS, null::uuid, SUMS from spend
            where reserved_at >= $1 and reserved_at < $2 and ($3::uuid is null or business_id = $3)
            group by 1, 2
            having $4::timestamptz is null
                or (date_trunc('day', reserved_at, 'UTC'), BUSINESS) < ($4::timestamptz, $5::uuid)
            order by 1 desc, 2 desc limit $6"""
                    .replace("SUMS", SUMS);

    private static final String CALLS =
            """
            select min(reserved_at), business_id, call_id, SUMS from spend
            where call_id in (
              select call_id from spend
              where reserved_at >= $1 and reserved_at < $2 and ($3::uuid is null or business_id = $3))
            group by call_id, business_id
            having $4::timestamptz is null or (min(reserved_at), call_id) < ($4::timestamptz, $5::uuid)
            order by 1 desc, 3 desc limit $6"""
                    .replace("SUMS", SUMS);

    private final Sql sql;
    private final SpendSettings caps;
    private final PriceTable prices;

    SpendReports(Sql sql, SpendSettings caps, PriceTable prices) {
        this.sql = sql;
        this.caps = caps;
        this.prices = prices;
    }

    /// @param now the platform's hour ends here
    public Uni<SpendReport> report(SpendSearch search, Instant now) {
        return hour(now).chain(hour -> sums(search).map(sums -> report(search, now, hour, sums)));
    }

    private Uni<SpendSum> hour(Instant now) {
        return sql.first(HOUR, now.minus(Duration.ofHours(1)))
                .map(row -> sum(row.orElseThrow(), caps.perPlatformHour()));
    }

    /// One more than the page holds, when there is more.
    private Uni<List<SpendSum>> sums(SpendSearch search) {
        Optional<SpendPlace> before = Optional.ofNullable(search.before()).map(SpendPlace::of);
        BigDecimal cap = cap(search.scope());
        return sql.select(
                        statement(search.scope()),
                        midnight(search.from()),
                        midnight(search.to().plusDays(1)),
                        search.businessId(),
                        before.map(SpendPlace::from).orElse(null),
                        before.map(SpendPlace::id).orElse(null),
                        search.limit() + 1)
                .map(rows -> rows.stream().map(row -> sum(row, cap)).toList());
    }

    private static String statement(SpendScope scope) {
        return switch (scope) {
            case PLATFORM_DAY -> DAYS.replace("BUSINESS", "null::uuid");
            case BUSINESS_DAY -> DAYS.replace("BUSINESS", "business_id");
            case CALL -> CALLS;
        };
    }

    /// Null where nothing caps the sum.
    private BigDecimal cap(SpendScope scope) {
        return switch (scope) {
            case PLATFORM_DAY -> null;
            case BUSINESS_DAY -> caps.perBusinessDay();
            case CALL -> caps.perCall();
        };
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private SpendReport report(
            SpendSearch search, Instant now, SpendSum hour, List<SpendSum> found) {
        List<SpendSum> page = found.subList(0, Math.min(found.size(), search.limit()));
        return new SpendReport(
                now,
                prices.version(),
                new SpendCaps(caps.perCall(), caps.perBusinessDay(), caps.perPlatformHour()),
                hour,
                page,
                found.size() > page.size() ? place(page.getLast()).text() : null);
    }

    private static SpendPlace place(SpendSum last) {
        UUID id = last.callId() == null ? last.businessId() : last.callId();
        return new SpendPlace(last.from(), id);
    }

    private static SpendSum sum(Row row, BigDecimal cap) {
        BigDecimal counts = row.decimal(7);
        return new SpendSum(
                row.instant(0),
                row.uuid(1),
                row.uuid(2),
                row.bigint(3),
                row.bigint(4),
                row.decimal(5),
                row.decimal(6),
                counts,
                cap,
                cap == null ? null : cap.subtract(counts).max(BigDecimal.ZERO));
    }
}
