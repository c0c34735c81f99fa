package io.leadflip.platform.stream;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Leases as rows in the service's own schema, so that the check of the fence is part of the
/// transaction it protects. Time is Postgres' clock.
@ApplicationScoped
class PostgresPartitionLeases implements PartitionLeases {
    private static final String MAKE_ROWS =
            "insert into partition_lease (stream) select unnest($1::text[]) on conflict do nothing";
    private static final String FORGET_SILENT =
            "delete from stream_reader where seen_at < now() - $1::bigint * interval '1 millisecond'";
    private static final String ANNOUNCE =
            """
            insert into stream_reader (member) values ($1)
            on conflict (member) do update set seen_at = now()""";
    private static final String OTHERS =
            """
            select count(*), coalesce(min(held), 0) from (
              select (select count(*) from partition_lease where holder = member) as held
              from stream_reader where member <> $1) others""";

    /// Rows are locked in the order of their names here and in `ARE_HELD`, so that neither waits
    /// for the other in a circle.
    private static final String RENEW =
            """
            with mine as (
              select stream from partition_lease where holder = $1 order by stream for no key update)
            update partition_lease lease
            set expires_at = now() + $2::bigint * interval '1 millisecond'
            from mine where lease.stream = mine.stream returning lease.stream, lease.fence""";

    private static final String GIVE_BACK =
            """
            with given as (
              select stream from partition_lease where holder = $1 and stream = any($2)
              order by stream for no key update)
            update partition_lease lease set holder = null
            from given where lease.stream = given.stream""";
    private static final String TAKE =
            """
            update partition_lease set holder = $1, fence = fence + 1,
                expires_at = now() + $2::bigint * interval '1 millisecond'
            where stream in (
              select stream from partition_lease
              where stream = any($3) and (holder is null or expires_at < now())
              order by stream limit $4 for update skip locked)
            returning stream, fence""";
    private static final String LEAVE = "delete from stream_reader where member = $1";
    private static final String JOINED =
            """
            update partition_lease lease set joined_at = now()
            from (select stream, joined_at from partition_lease where stream = $1) before
            where lease.stream = before.stream returning before.joined_at is not null""";

    /// Waits for a change of hands that is under way, and makes the next one wait for the commit.
    private static final String ARE_HELD =
            """
            select stream from partition_lease
            where (stream, fence) in (select * from unnest($1::text[], $2::bigint[]))
            order by stream for share""";

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final UUID member = Identifiers.next();
    private final Transactions transactions;
    private final Sql sql;
    private final long leaseMillis;
    private final long leaseNanos;
    private final String[] streams;
    private volatile Holding holding = new Holding(Set.of(), 0);
    private boolean rowsExist;

    PostgresPartitionLeases(
            Transactions transactions, Sql sql, StreamConfig config, Subscriptions subscriptions) {
        this.transactions = transactions;
        this.sql = sql;
        this.leaseMillis = config.lease().toMillis();
        this.leaseNanos = config.lease().toNanos();
        this.streams = subscriptions.streams().toArray(String[]::new);
    }

    /// @param since before Postgres was asked, by `System.nanoTime()`
    private record Holding(Set<PartitionLease> leases, long since) {}

    @Override
    public synchronized Set<PartitionLease> rebalance(Collection<String> busy) {
        var since = System.nanoTime();
        makeRows();
        var share = inTransaction(this::announce).of(streams.length);
        var kept = renewed();
        giveBack(kept, kept.size() - share, busy);
        if (kept.size() < share) {
            kept.addAll(inTransaction(() -> take(share - kept.size())));
        }
        holding = new Holding(Set.copyOf(kept), since);
        return holding.leases();
    }

    @Override
    public synchronized void renew() {
        var since = System.nanoTime();
        holding = new Holding(Set.copyOf(renewed()), since);
    }

    /// Nothing when the last renewal is a lease ago: whoever stood still that long, or could not
    /// ask, may have lost everything.
    @Override
    public Set<PartitionLease> held() {
        var current = holding;
        return System.nanoTime() - current.since() < leaseNanos ? current.leases() : Set.of();
    }

    @Override
    public Collection<String> streams() {
        return List.of(streams);
    }

    @Override
    public boolean joined(PartitionLease lease) {
        return inTransaction(
                () -> sql.first(JOINED, lease.stream()).map(row -> row.orElseThrow().bool(0)));
    }

    @Override
    public synchronized void giveUpAll() {
        holding = new Holding(Set.of(), 0);
        inTransaction(
                () ->
                        sql.update(GIVE_BACK, member, streams)
                                .chain(() -> sql.update(LEAVE, member)));
    }

    /// Part of the current transaction, as its last statement: fails unless all leases are held,
    /// and then holds them until the commit.
    Uni<Void> requireHeld(List<PartitionLease> leases) {
        var names = leases.stream().map(PartitionLease::stream).toArray(String[]::new);
        var fences = leases.stream().map(PartitionLease::fence).toArray(Long[]::new);
        return sql.select(ARE_HELD, names, fences)
                .invoke(rows -> requireAll(leases, rows))
                .replaceWithVoid();
    }

    private static void requireAll(List<PartitionLease> leases, List<Row> rows) {
        var current = rows.stream().map(row -> row.text(0)).collect(Collectors.toSet());
        leases.stream()
                .filter(lease -> !current.contains(lease.stream()))
                .findFirst()
                .ifPresent(
                        lease -> {
                            throw new StaleLeaseException(lease);
                        });
    }

    private void makeRows() {
        if (!rowsExist) {
            inTransaction(() -> sql.update(MAKE_ROWS, (Object) streams));
            rowsExist = true;
        }
    }

    private Uni<ReaderShare> announce() {
        return sql.update(FORGET_SILENT, leaseMillis)
                .chain(() -> sql.update(ANNOUNCE, member))
                .chain(() -> sql.first(OTHERS, member))
                .map(Optional::orElseThrow)
                .map(others -> new ReaderShare(others.integer(0), others.integer(1)));
    }

    private Set<PartitionLease> renewed() {
        return new HashSet<>(
                inTransaction(
                        () ->
                                sql.select(RENEW, member, leaseMillis)
                                        .map(PostgresPartitionLeases::leases)));
    }

    private void giveBack(Set<PartitionLease> kept, int surplus, Collection<String> busy) {
        var given =
                kept.stream()
                        .filter(lease -> !busy.contains(lease.stream()))
                        .limit(Math.max(0, surplus))
                        .toList();
        if (!given.isEmpty()) {
            var names = given.stream().map(PartitionLease::stream).toArray(String[]::new);
            inTransaction(() -> sql.update(GIVE_BACK, member, names));
            given.forEach(kept::remove);
        }
    }

    private Uni<List<PartitionLease>> take(int most) {
        return sql.select(TAKE, member, leaseMillis, streams, most)
                .map(PostgresPartitionLeases::leases);
    }

    private static List<PartitionLease> leases(List<Row> rows) {
        return rows.stream().map(row -> new PartitionLease(row.text(0), row.bigint(1))).toList();
    }

    private <T> T inTransaction(Supplier<Uni<T>> work) {
        return transactions.apart(work).await().atMost(ANSWER_WITHIN);
    }
}
