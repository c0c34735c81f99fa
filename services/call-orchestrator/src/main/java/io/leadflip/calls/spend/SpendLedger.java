package io.leadflip.calls.spend;

import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/// Reserve, meter, settle. Until it is settled an attempt counts as what was reserved for it, or as
/// what it was seen to cost when that is more, so caps hold whatever happens in between. Advice and
/// recording are counted apart and come on top of what was settled, whichever is known first.
@ApplicationScoped
public class SpendLedger {
    /// Held from the question to the end of the transaction that reserves: two dialers must not
    /// both see the last dollar.
    private static final String ALONE =
            "select pg_advisory_xact_lock(hashtextextended('lf:spend', 0))";

    /// What is counted apart.
    static final String APART = "advised_usd + recorded_usd";

    static final String COUNTS =
            "coalesce(settled_usd + APART, greatest(reserved_usd, metered_usd + APART))"
                    .replace("APART", APART);
    private static final String ROOM =
            """
            select
              coalesce(sum(COUNTS) filter (where call_id = $1), 0),
              coalesce(sum(COUNTS) filter (where business_id = $2 and reserved_at >= $3), 0),
              coalesce(sum(COUNTS) filter (where reserved_at > $4), 0)
            from spend where call_id = $1 or reserved_at >= $3 or reserved_at > $4"""
                    .replace("COUNTS", COUNTS);

    private final Sql sql;
    private final SpendSettings caps;
    private final PriceTable prices;

    SpendLedger(Sql sql, SpendSettings caps, PriceTable prices) {
        this.sql = sql;
        this.caps = caps;
        this.prices = prices;
    }

    public enum Scope {
        CALL,
        BUSINESS_DAY,
        PLATFORM_HOUR
    }

    /// Whether a call of that length still fits under every cap. Whoever asks keeps everybody else
    /// from asking until the transaction ends, so what is answered here may be reserved in it.
    ///
    /// @return the first cap it would break
    public Uni<Optional<Scope>> exhausted(
            UUID callId, UUID businessId, Duration longest, Instant now) {
        BigDecimal worst = prices.worstCase(longest);
        return sql.select(ALONE)
                .chain(
                        () ->
                                sql.first(
                                        ROOM,
                                        callId,
                                        businessId,
                                        now.truncatedTo(ChronoUnit.DAYS),
                                        now.minus(Duration.ofHours(1))))
                .map(row -> broken(row.orElseThrow(), worst));
    }

    private Optional<Scope> broken(Row spent, BigDecimal worst) {
        if (spent.decimal(0).add(worst).compareTo(caps.perCall()) > 0) {
            return Optional.of(Scope.CALL);
        }
        if (spent.decimal(1).add(worst).compareTo(caps.perBusinessDay()) > 0) {
            return Optional.of(Scope.BUSINESS_DAY);
        }
        return spent.decimal(2).add(worst).compareTo(caps.perPlatformHour()) > 0
                ? Optional.of(Scope.PLATFORM_HOUR)
                : Optional.empty();
    }

    public Uni<Void> reserve(
            UUID attemptId, UUID callId, UUID businessId, Duration longest, Instant now) {
        return sql.update(
                        """
                        insert into spend (attempt_id, call_id, business_id, reserved_at, reserved_usd, price_table)
                        values ($1, $2, $3, $4, $5, $6)""",
                        attemptId,
                        callId,
                        businessId,
                        now,
                        prices.worstCase(longest),
                        prices.version())
                .replaceWithVoid();
    }

    /// What the attempt is known to have cost so far. It frees nothing: more may follow.
    public Uni<Void> meter(UUID attemptId, BigDecimal usd) {
        return sql.update(
                        "update spend set metered_usd = greatest(metered_usd, $2) where attempt_id = $1",
                        attemptId,
                        usd)
                .replaceWithVoid();
    }

    /// Whether the attempt may ask the advisor once more; if so, the worst case of the answer
    /// counts at once.
    ///
    /// @param most questions within the attempt
    /// @param worst the most this answer can cost
    public Uni<Boolean> mayAsk(UUID attemptId, int most, BigDecimal worst) {
        return sql.update(
                        """
                        update spend set questions = questions + 1, advised_usd = advised_usd + $3
                        where attempt_id = $1 and questions < $2 and advised_usd + $3 <= $4""",
                        attemptId,
                        most,
                        worst,
                        prices.worstAdvice())
                .map(rows -> rows > 0);
    }

    /// What an answer really cost, in place of its worst case.
    public Uni<Void> advised(UUID attemptId, BigDecimal worst, BigDecimal usd) {
        return sql.update(
                        "update spend set advised_usd = advised_usd - $2 + $3 where attempt_id = $1",
                        attemptId,
                        worst,
                        usd)
                .replaceWithVoid();
    }

    /// How long the attempt was recorded; told again it counts once.
    public Uni<Void> recorded(UUID attemptId, Duration length) {
        return sql.update(
                        "update spend set recorded_usd = $2 where attempt_id = $1",
                        attemptId,
                        prices.recording(length))
                .replaceWithVoid();
    }

    /// What the attempt really cost without what is counted apart; a later, better figure replaces
    /// an earlier one.
    public Uni<Void> settle(UUID attemptId, BigDecimal usd) {
        return sql.update("update spend set settled_usd = $2 where attempt_id = $1", attemptId, usd)
                .replaceWithVoid();
    }

    /// What was last to be known: the attempt cost what was metered, and this.
    public Uni<Void> settleMetered(UUID attemptId, BigDecimal usd) {
        return sql.update(
                        "update spend set settled_usd = metered_usd + $2 where attempt_id = $1 and settled_usd is null",
                        attemptId,
                        usd)
                .replaceWithVoid();
    }

    /// What all attempts of a call cost; unsettled ones at their reservation.
    public Uni<BigDecimal> total(UUID callId) {
        return sql.first(
                        "select coalesce(sum(" + COUNTS + "), 0) from spend where call_id = $1",
                        callId)
                .map(row -> row.orElseThrow().decimal(0));
    }
}
