package io.leadflip.platform.stream;

import io.leadflip.platform.Service;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/// Reads the partitions this process holds, on one connection that nothing else uses, and
/// acknowledges what is settled.
///
/// Plain code on a virtual thread. The group's only consumer name is `reader`: a partition has one
/// reader at a time, so what its last holder left unacknowledged is simply the new holder's own
/// pending list, read first (`XREADGROUP … 0`) after every change of hands, every reconnect and
/// every failure. An abandoned read may still have been given entries; they are found the same way.
@ApplicationScoped
class StreamReader {
    private static final Logger LOG = Logger.getLogger(StreamReader.class);
    private static final String CONSUMER = "reader";
    private static final String NEWS = ">";
    private static final String PENDING = "0";
    private static final Backoff RECONNECT =
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final Redis redis;
    private final PartitionLeases leases;
    private final Delivery delivery;
    private final StreamConfig config;
    private final String group;
    private final boolean hasSubscribers;
    private final Set<String> settled = new HashSet<>();
    private volatile boolean stopped;
    private volatile Thread thread;
    private volatile long lastRead = System.nanoTime();

    StreamReader(
            @RedisClientName("streams") Redis redis,
            PartitionLeases leases,
            Delivery delivery,
            StreamConfig config,
            Service service,
            Inbox inbox) {
        this.redis = redis;
        this.leases = leases;
        this.delivery = delivery;
        this.config = config;
        this.group = service.service().wire();
        this.hasSubscribers = !inbox.types().isEmpty();
    }

    void start(@Observes @Priority(2000) StartupEvent event) {
        if (config.consume() && hasSubscribers) {
            thread = Thread.ofVirtual().name("stream-reader").start(this::run);
            Thread.ofVirtual().name("lease-keeper").start(this::keepLeases);
        }
    }

    void drain(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        awaitEnd();
    }

    void stop(@Observes @Priority(10) Shutdown event) throws InterruptedException {
        awaitEnd();
    }

    private void awaitEnd() throws InterruptedException {
        stopped = true;
        if (thread != null) {
            thread.join(config.block().plus(config.handlingTimeout()));
        }
    }

    /// Whether the reader runs, or has nothing to read.
    boolean alive() {
        return thread == null || stopped || thread.isAlive();
    }

    /// How long ago the last read completed.
    Duration sinceLastRead() {
        return thread == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastRead);
    }

    private void run() {
        var failures = 0;
        while (!stopped) {
            var before = lastRead;
            try {
                connectAndRead();
            } catch (RuntimeException | Error e) {
                settled.clear();
                failures = lastRead == before ? failures + 1 : 1;
                LOG.warnf("Streams cannot be read, trying again: %s", e.toString());
                pause(RECONNECT.after(failures, ThreadLocalRandom.current()));
            }
        }
        giveUpLeases();
    }

    private void connectAndRead() {
        var connection = redis.connect().await().atMost(config.watchdog());
        try {
            readUntilStopped(connection);
        } finally {
            discard(connection);
        }
    }

    /// A pooled connection may hide a half-open socket or a read that still waits; changing its
    /// database makes the pool close it instead of lending it again.
    private static void discard(RedisConnection connection) {
        connection
                .send(Request.cmd(Command.SELECT).arg("0"))
                .subscribe()
                .with(reply -> {}, failure -> {});
        connection.close().subscribe().with(closed -> {}, failure -> {});
    }

    private void readUntilStopped(RedisConnection connection) {
        var rebalanced = System.nanoTime() - config.lease().toNanos();
        while (!stopped) {
            if (System.nanoTime() - rebalanced >= config.lease().toNanos() / 3) {
                leases.rebalance();
                rebalanced = System.nanoTime();
            }
            var held = leases.held();
            settled.retainAll(held);
            if (held.isEmpty()) {
                pause(config.block());
            } else {
                settlePending(connection, held);
                settle(connection, read(connection, held, NEWS));
            }
            lastRead = System.nanoTime();
        }
    }

    /// Beside the reader, so that handling that takes its time does not cost the partition.
    private void keepLeases() {
        while (!stopped) {
            pause(config.lease().dividedBy(4));
            try {
                leases.renew();
            } catch (RuntimeException e) {
                LOG.debugf("Leases were not renewed: %s", e.toString());
            }
        }
    }

    /// Partitions new to this reader, or left with something unsettled: first what was given out
    /// and not acknowledged.
    private void settlePending(RedisConnection connection, Set<String> held) {
        for (var stream : held) {
            if (settled.contains(stream)) {
                continue;
            }
            createGroup(connection, stream);
            var pending = read(connection, Set.of(stream), PENDING);
            while (!pending.isEmpty()) {
                settle(connection, pending);
                pending = read(connection, Set.of(stream), PENDING);
            }
            settled.add(stream);
        }
    }

    private List<StreamBatch> read(
            RedisConnection connection, Collection<String> streams, String from) {
        var request = Request.cmd(Command.XREADGROUP).arg("GROUP").arg(group).arg(CONSUMER);
        request.arg("COUNT").arg(Integer.toString(config.batchSize()));
        request.arg("BLOCK").arg(Long.toString(config.block().toMillis())).arg("STREAMS");
        streams.forEach(request::arg);
        streams.forEach(stream -> request.arg(from));
        var reply = connection.send(request).await().atMost(config.block().plus(config.watchdog()));
        return reply == null ? List.of() : StreamBatch.read(reply);
    }

    /// Partitions side by side, within a partition one after the other. What cannot be settled
    /// stays unacknowledged and is read again.
    private void settle(RedisConnection connection, List<StreamBatch> batches) {
        var unsettled =
                Multi.createFrom()
                        .iterable(batches)
                        .onItem()
                        .transformToUniAndMerge(this::deliver)
                        .collect()
                        .asList()
                        .await()
                        .atMost(config.handlingTimeout().multipliedBy(config.batchSize()));
        batches.forEach(batch -> acknowledge(connection, batch));
        if (unsettled.contains(Boolean.FALSE)) {
            throw new IllegalStateException("facts could not be settled in Postgres");
        }
    }

    private Uni<Boolean> deliver(StreamBatch batch) {
        return Multi.createFrom()
                .iterable(batch.entries())
                .onItem()
                .transformToUniAndConcatenate(
                        entry ->
                                delivery.arrived(entry.event())
                                        .invoke(() -> batch.settled().add(entry.id())))
                .collect()
                .last()
                .map(ignored -> true)
                .onFailure()
                .invoke(
                        failure ->
                                LOG.warnf(
                                        "Facts of %s wait: %s", batch.stream(), failure.toString()))
                .onFailure()
                .recoverWithItem(false);
    }

    private void acknowledge(RedisConnection connection, StreamBatch batch) {
        if (!batch.settled().isEmpty()) {
            var request = Request.cmd(Command.XACK).arg(batch.stream()).arg(group);
            batch.settled().forEach(request::arg);
            connection.send(request).await().atMost(config.watchdog());
        }
    }

    private void createGroup(RedisConnection connection, String stream) {
        var request =
                Request.cmd(Command.XGROUP)
                        .arg("CREATE")
                        .arg(stream)
                        .arg(group)
                        .arg("0")
                        .arg("MKSTREAM");
        connection
                .send(request)
                .onFailure(failure -> String.valueOf(failure.getMessage()).startsWith("BUSYGROUP"))
                .recoverWithNull()
                .await()
                .atMost(config.watchdog());
    }

    private void giveUpLeases() {
        try {
            leases.giveUpAll();
        } catch (RuntimeException e) {
            LOG.debugf("Leases will expire by themselves: %s", e.toString());
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
