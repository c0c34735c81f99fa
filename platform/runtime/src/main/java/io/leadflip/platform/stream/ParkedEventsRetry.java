package io.leadflip.platform.stream;

import io.leadflip.platform.lifecycle.Rounds;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.FailureDescription;
import io.leadflip.platform.stream.Digest.Irrelevant;
import io.leadflip.platform.stream.Digest.Poison;
import io.leadflip.platform.stream.Digest.Readable;
import io.leadflip.platform.stream.ParkedEvents.Due;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Tries parked facts again when they are due.
@ApplicationScoped
class ParkedEventsRetry {
    private static final Logger LOG = Logger.getLogger(ParkedEventsRetry.class);
    private static final long INTERVAL_MILLIS = 250;
    private static final int BATCH = 32;

    private final ParkedEvents parked;
    private final Inbox inbox;
    private final Subscriptions subscriptions;
    private final Transactions transactions;
    private final DeliveryMetrics metrics;
    private final StreamConfig config;
    private final Vertx vertx;
    private final Rounds rounds = new Rounds();

    ParkedEventsRetry(
            ParkedEvents parked,
            Inbox inbox,
            Subscriptions subscriptions,
            Transactions transactions,
            DeliveryMetrics metrics,
            StreamConfig config,
            Vertx vertx) {
        this.parked = parked;
        this.inbox = inbox;
        this.subscriptions = subscriptions;
        this.transactions = transactions;
        this.metrics = metrics;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes @Priority(2000) StartupEvent event) {
        if (config.consume()) {
            vertx.setPeriodic(INTERVAL_MILLIS, timer -> round());
        }
    }

    void stop(@Observes Shutdown event) {
        rounds.stop();
    }

    private void round() {
        rounds.begin(
                this::retryDue,
                failure ->
                        LOG.warnf(
                                "Parked facts were not retried: %s",
                                FailureDescription.brief(failure)));
    }

    /// Until nothing is due, so that a key with many waiting facts is worked off without pauses.
    private Uni<Void> retryDue() {
        return Multi.createBy()
                .repeating()
                .uni(() -> parked.claim(BATCH).call(this::retryAll))
                .until(List::isEmpty)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> retryAll(List<Due> due) {
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUniAndMerge(this::retryApart)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /// A retry that has no end is given back by its lease; its neighbours are not broken off.
    private Uni<Void> retryApart(Due due) {
        return Uni.createFrom()
                .deferred(() -> retry(due))
                .onFailure()
                .invoke(
                        failure ->
                                LOG.warnf(
                                        "A parked fact was neither handled nor put off: %s",
                                        FailureDescription.brief(failure)))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> retry(Due due) {
        if (due.unanswered() > config.maxUnanswered()) {
            return inTransaction(() -> bury(due, "its handling began and never ended"));
        }
        return switch (Digest.of(due.entry(), subscriptions.types())) {
            case Irrelevant() -> inTransaction(() -> parked.release(due));
            case Poison(var entry, var reason) -> inTransaction(() -> bury(due, reason));
            case Readable readable ->
                    inTransaction(() -> handle(due, readable))
                            .onFailure()
                            .recoverWithUni(failure -> failed(due, readable, failure));
        };
    }

    private Uni<Void> handle(Due due, Readable readable) {
        return inbox.take(List.of(readable.event()))
                .invoke(
                        fresh ->
                                metrics.count(
                                        readable.event(), fresh.isEmpty() ? "repeated" : "handled"))
                .chain(() -> parked.release(due));
    }

    private Uni<Void> failed(Due due, Readable readable, Throwable failure) {
        var event = readable.event();
        metrics.count(event, "failed");
        LOG.warnf(
                "%s %s was not handled, try %d: %s",
                event.type().shortName(),
                event.id(),
                due.attempt(),
                FailureDescription.brief(failure));
        return inTransaction(
                () ->
                        failure instanceof PoisonException || due.attempt() >= config.maxAttempts()
                                ? bury(due, FailureDescription.brief(failure))
                                : parked.putOff(due, FailureDescription.brief(failure)));
    }

    private Uni<Void> bury(Due due, String reason) {
        return parked.bury(due.entry(), due.attempt(), reason);
    }

    private Uni<Void> inTransaction(Supplier<Uni<Void>> work) {
        return transactions.apart(work).ifNoItem().after(config.handlingTimeout()).fail();
    }
}
