package io.leadflip.calls.halt;

import io.leadflip.calls.call.Call;
import io.leadflip.contracts.door.DialHalt;
import io.leadflip.contracts.door.DialHaltRequest;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The orders in Postgres. They are kept for good: who placed and who lifted them is evidence.
@ApplicationScoped
public class Halts {
    private static final String SELECT =
            """
            select id, scope, nullif(subject, ''), reason, placed_by, placed_at, lifted_by, lifted_at
            from halt""";
    private static final int SHOWN = 200;

    private final Sql sql;

    Halts(Sql sql) {
        this.sql = sql;
    }

    /// An order that covers the call; for a look, without waiting for one that is being placed.
    public Uni<Optional<DialHalt>> over(Call call) {
        return sql.first(
                        SELECT
                                + """

                                where lifted_at is null
                                  and (scope = 'PLATFORM' or (scope = 'BUSINESS' and subject = $1) or (scope = 'PURPOSE' and subject = $2))
                                order by placed_at limit 1""",
                        call.businessId().toString(),
                        call.purpose().wire())
                .map(row -> row.map(Halts::halt));
    }

    /// [#over(Call)], and none is placed before the current transaction ends: whoever dials by this
    /// answer has committed the intent before the order, and the order finds it live.
    public Uni<Optional<DialHalt>> overNow(Call call) {
        return sql.select("select pg_advisory_xact_lock_shared(hashtextextended('lf:halt', 0))")
                .chain(() -> over(call));
    }

    /// Waits for every dialer that has looked before, so the order holds when this is committed.
    ///
    /// @return empty when there is such an order already
    Uni<Optional<DialHalt>> place(DialHaltRequest request, String operator, Instant now) {
        UUID id = Identifiers.next();
        return sql.select("select pg_advisory_xact_lock(hashtextextended('lf:halt', 0))")
                .chain(
                        () ->
                                sql.update(
                                        """
                                        insert into halt (id, scope, subject, reason, placed_by, placed_at)
                                        values ($1, $2, $3, $4, $5, $6)
                                        on conflict (scope, subject) where lifted_at is null do nothing""",
                                        id,
                                        request.scope(),
                                        subject(request),
                                        request.reason(),
                                        operator,
                                        now))
                .chain(() -> find(id));
    }

    Uni<Optional<DialHalt>> holding(DialHaltRequest request) {
        return sql.first(
                        SELECT + " where scope = $1 and subject = $2 and lifted_at is null",
                        request.scope(),
                        subject(request))
                .map(row -> row.map(Halts::halt));
    }

    Uni<Optional<DialHalt>> find(UUID id) {
        return sql.first(SELECT + " where id = $1", id).map(row -> row.map(Halts::halt));
    }

    /// @return false when it is lifted already, or there is none
    Uni<Boolean> lift(UUID id, String operator, Instant now) {
        return sql.update(
                        "update halt set lifted_by = $2, lifted_at = $3 where id = $1 and lifted_at is null",
                        id,
                        operator,
                        now)
                .map(rows -> rows == 1);
    }

    Uni<List<DialHalt>> list() {
        return sql.select(
                        SELECT + " order by lifted_at desc nulls first, placed_at desc limit $1",
                        SHOWN)
                .map(rows -> rows.stream().map(Halts::halt).toList());
    }

    private static String subject(DialHaltRequest request) {
        return request.subject() == null ? "" : request.subject();
    }

    private static DialHalt halt(Row row) {
        return new DialHalt(
                row.uuid(0),
                DialHalt.Scope.valueOf(row.text(1)),
                row.text(2),
                row.text(3),
                row.text(4),
                row.instant(5),
                row.text(6),
                row.instant(7));
    }
}
