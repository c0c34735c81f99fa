package io.leadflip.platform.stream;

import io.leadflip.contracts.event.Event;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.FailureDescription;
import io.leadflip.platform.stream.Digest.Poison;
import io.leadflip.platform.stream.Digest.Readable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Settles batches in Postgres: inbox rows, subscribers' changes, new facts and new work, parked
/// facts, dead letters and the check of the lease are one transaction for the whole batch. When it
/// fails, its facts are handled one by one, and only the one that fails waits.
@ApplicationScoped
class Delivery {
    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private final Transactions transactions;
    private final Inbox inbox;
    private final ParkedEvents parked;
    private final PostgresPartitionLeases leases;
    private final Subscriptions subscriptions;
    private final DeliveryMetrics metrics;
    private final StreamConfig config;

    Delivery(
            Transactions transactions,
            Inbox inbox,
            ParkedEvents parked,
            PostgresPartitionLeases leases,
            Subscriptions subscriptions,
            DeliveryMetrics metrics,
            StreamConfig config) {
        this.transactions = transactions;
        this.inbox = inbox;
        this.parked = parked;
        this.leases = leases;
        this.subscriptions = subscriptions;
        this.metrics = metrics;
        this.config = config;
    }

    /// What an entry is, and whether it was given out more often than an outage explains: then it
    /// may be what kills its reader.
    private record Looked(Digest digest, boolean suspect) {}

    /// What nobody here listens to is settled by having been looked at, and costs no transaction.
    Uni<Void> settle(LeasedBatch leased) {
        var looked = leased.batch().entries().stream().map(this::look).toList();
        var digests = looked.stream().map(Looked::digest).toList();
        if (areIrrelevant(digests)) {
            return Uni.createFrom().voidItem();
        }
        var lease = leased.lease();
        return looked.size() == 1 || looked.stream().anyMatch(Looked::suspect)
                ? oneByOne(lease, looked)
                : together(List.of(lease), digests)
                        .onFailure(failure -> !(failure instanceof StaleLeaseException))
                        .recoverWithUni(failure -> apart(lease, looked, failure));
    }

    /// Several partitions' batches in one transaction, or none of them. Takes only what is given
    /// out for the first time: what may kill its reader is settled by itself.
    Uni<Void> settleTogether(List<LeasedBatch> group) {
        var digests =
                group.stream()
                        .flatMap(leased -> leased.batch().entries().stream())
                        .map(entry -> look(entry).digest())
                        .toList();
        return areIrrelevant(digests)
                ? Uni.createFrom().voidItem()
                : together(group.stream().map(LeasedBatch::lease).toList(), digests);
    }

    private static boolean areIrrelevant(List<Digest> digests) {
        return digests.stream().allMatch(Digest.Irrelevant.class::isInstance);
    }

    private Looked look(StreamBatch.Entry entry) {
        return new Looked(
                Digest.of(entry.event(), subscriptions.types()),
                entry.deliveries() > config.trustedDeliveries());
    }

    private Uni<Void> apart(PartitionLease lease, List<Looked> looked, Throwable failure) {
        LOG.debugf(
                "Facts of %s are handled one by one: %s",
                lease.stream(), FailureDescription.brief(failure));
        return oneByOne(lease, looked);
    }

    private Uni<Void> together(List<PartitionLease> held, List<Digest> digests) {
        return inTransaction(
                () ->
                        parked.limitLockWait(config.batchLockTimeout())
                                .chain(() -> settleHere(held, digests)));
    }

    private Uni<Void> oneByOne(PartitionLease lease, List<Looked> looked) {
        return Multi.createFrom()
                .iterable(looked)
                .onItem()
                .transformToUniAndConcatenate(entry -> alone(lease, entry))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> alone(PartitionLease lease, Looked entry) {
        var digest = entry.digest();
        return entry.suspect() && digest instanceof Readable readable
                ? inTransaction(
                        () -> parked.suspect(readable.entry()).call(() -> held(List.of(lease))))
                : inTransaction(() -> settleHere(List.of(lease), List.of(digest)))
                        .onFailure(failure -> !(failure instanceof StaleLeaseException))
                        .recoverWithUni(failure -> failed(lease, digest, failure));
    }

    private Uni<Void> failed(PartitionLease lease, Digest digest, Throwable failure) {
        if (!(digest instanceof Readable(var entry, var event))) {
            return Uni.createFrom().failure(failure);
        }
        metrics.count(event, "failed");
        LOG.warnf(
                "%s %s was not handled, try 1: %s",
                event.type().shortName(), event.id(), FailureDescription.brief(failure));
        return inTransaction(
                () ->
                        (failure instanceof PoisonException
                                        ? parked.bury(entry, 1, FailureDescription.brief(failure))
                                        : parked.park(entry, FailureDescription.brief(failure)))
                                .call(() -> held(List.of(lease))));
    }

    /// Within a transaction: everything the facts come to, the check of the leases last.
    private Uni<Void> settleHere(List<PartitionLease> held, List<Digest> digests) {
        var readable = only(Readable.class, digests);
        return parked.waiting(readable.stream().map(fact -> fact.event().partitionKey()).toList())
                .chain(waiting -> settleHere(readable, waiting))
                .chain(() -> buryAll(only(Poison.class, digests)))
                .chain(() -> held(held));
    }

    private Uni<Void> settleHere(List<Readable> readable, Set<String> waiting) {
        var behind =
                readable.stream()
                        .filter(fact -> waiting.contains(fact.event().partitionKey()))
                        .map(Readable::entry)
                        .toList();
        var free =
                readable.stream()
                        .map(Readable::event)
                        .filter(event -> !waiting.contains(event.partitionKey()))
                        .toList();
        return parked.queue(behind)
                .chain(() -> free.isEmpty() ? none() : inbox.take(free))
                .invoke(fresh -> count(free, fresh))
                .replaceWithVoid();
    }

    private void count(List<Event> events, Set<UUID> fresh) {
        events.forEach(
                event -> metrics.count(event, fresh.contains(event.id()) ? "handled" : "repeated"));
    }

    private Uni<Void> buryAll(List<Poison> poisons) {
        return Multi.createFrom()
                .iterable(poisons)
                .onItem()
                .transformToUniAndConcatenate(
                        poison -> parked.bury(poison.entry(), 1, poison.reason()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> held(List<PartitionLease> held) {
        return leases.requireHeld(held);
    }

    private Uni<Void> inTransaction(Supplier<Uni<Void>> work) {
        return transactions.apart(work).ifNoItem().after(config.handlingTimeout()).fail();
    }

    private static <T> List<T> only(Class<T> kind, List<Digest> digests) {
        return digests.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static Uni<Set<UUID>> none() {
        return Uni.createFrom().item(Set.of());
    }
}
