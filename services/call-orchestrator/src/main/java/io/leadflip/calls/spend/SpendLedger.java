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

/// Reserve, meter, settle. What is reserved and not settled counts as spent, so caps hold whatever
/// happens in between.
@ApplicationScoped
public class SpendLedger {
    private static final String ROOM =
            """
            select
              coalesce(sum(coalesce(settled_usd, reserved_usd)) filter (where call_id = $1), 0),
              coalesce(sum(coalesce(settled_usd, reserved_usd)) filter (where business_id = $2 and reserved_at >= $3), 0),
              coalesce(sum(coalesce(settled_usd, reserved_usd)) filter (where reserved_at > $4), 0)
            from spend where call_id = $1 or reserved_at >= $3 or reserved_at > $4""";

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

    /// Whether a call of that length still fits under every cap; to be asked and used under one
    /// lock.
    ///
    /// @return the first cap it would break
    public Uni<Optional<Scope>> exhausted(
            UUID callId, UUID businessId, Duration longest, Instant now) {
        BigDecimal worst = prices.worstCase(longest);
        return sql.first(
                        ROOM,
                        callId,
                        businessId,
                        now.truncatedTo(ChronoUnit.DAYS),
                        now.minus(Duration.ofHours(1)))
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

    /// What the attempt really cost; a later, better figure replaces an earlier one.
    public Uni<Void> settle(UUID attemptId, BigDecimal usd) {
        return sql.update("update spend set settled_usd = $2 where attempt_id = $1", attemptId, usd)
                .replaceWithVoid();
    }

    /// What all attempts of a call cost; unsettled ones at their reservation.
    public Uni<BigDecimal> total(UUID callId) {
        return sql.first(
                        "select coalesce(sum(coalesce(settled_usd, reserved_usd)), 0) from spend where call_id = $1",
                        callId)
                .map(row -> row.orElseThrow().decimal(0));
    }
}
