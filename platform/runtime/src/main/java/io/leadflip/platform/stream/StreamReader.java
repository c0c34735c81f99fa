package io.leadflip.platform.stream;

import io.leadflip.platform.problem.FailureDescription;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Reads the partitions this process holds, on one connection, and acknowledges what is settled.
///
/// Plain code on a virtual thread. Partitions are settled side by side, each one batch at a time; a
/// slow one does not hold up the others. What was given out and not acknowledged (after a change of
/// hands, a reconnect, a failure, and now and then anyway) is read first.
public final class StreamReader implements Runnable {
    private static final Logger LOG = Logger.getLogger(StreamReader.class);

    /// How long news of quiet partitions waits while others are being settled: first, and at most
    /// when those take long.
    private static final Duration FIRST_LOOK = Duration.ofMillis(2);

    private static final Duration LATER_LOOK = Duration.ofMillis(20);

    /// Failures in a row after which another process may read what this one cannot.
    private static final int BLIND = 2;

    private static final Backoff RECONNECT =
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final StreamLog log;
    private final PartitionLeases leases;
    private final BatchSettlement settlement;
    private final StreamConfig config;
    private final String group;
    private final ReaderHealth health;
    private final Map<String, Settling> busy = new HashMap<>();
    private final Semaphore settled = new Semaphore(0);
    private final Map<PartitionLease, Long> swept = new HashMap<>();
    private Duration look = FIRST_LOOK;
    private boolean behind;

    /// Streams were lost, and the producers have not been asked yet; whatever interrupts the asking
    /// must not make it forgotten.
    private boolean lost;

    private volatile boolean stopped;

    public StreamReader(
            StreamLog log,
            PartitionLeases leases,
            BatchSettlement settlement,
            StreamConfig config,
            String group,
            ReaderHealth health) {
        this.log = log;
        this.leases = leases;
        this.settlement = settlement;
        this.config = config;
        this.group = group;
        this.health = health;
    }

    private record Settling(StreamBatch batch, CompletableFuture<Void> fate) {}

    /// Asks the reader to end once what it has in hand is settled.
    public void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        var failures = 0;
        while (!stopped) {
            var before = health.completedReads();
            try (var reader = log.reader(group)) {
                readUntilStopped(reader);
            } catch (RuntimeException | Error e) {
                failures = health.completedReads() == before ? failures + 1 : 1;
                health.failed(e);
                LOG.warnf("Streams cannot be read, trying again: %s", FailureDescription.brief(e));
                letSettle();
                if (failures >= BLIND && !leases.held().isEmpty()) {
                    giveUpLeases();
                }
                Pause.of(RECONNECT.after(failures, ThreadLocalRandom.current()));
            }
        }
        letSettle();
        giveUpLeases();
    }

    private void readUntilStopped(GroupReader reader) {
        swept.clear();
        var rebalanced = System.nanoTime() - config.lease().toNanos();
        while (!stopped) {
            if (System.nanoTime() - rebalanced >= config.lease().toNanos() / 3) {
                leases.rebalance(busy.keySet());
                rebalanced = System.nanoTime();
            }
            read(reader);
            acknowledgeSoon(reader);
            health.completedRead();
        }
        await(busy.values(), config.handlingTimeout());
        acknowledgeDone(reader);
    }

    private void read(GroupReader reader) {
        var idle =
                leases.held().stream()
                        .filter(lease -> !busy.containsKey(lease.stream()))
                        .collect(Collectors.toMap(PartitionLease::stream, Function.identity()));
        sweepDue(reader, idle.values());
        idle.keySet().removeAll(busy.keySet());
        idle.values().retainAll(leases.held());
        if (!idle.isEmpty()) {
            var wait = busy.isEmpty() && !behind ? config.block() : Duration.ZERO;
            var news = reader.news(readNow(idle.keySet()), config.batchSize(), wait);
            behind = news.stream().anyMatch(batch -> batch.entries().size() == config.batchSize());
            settle(
                    news.stream()
                            .map(batch -> new LeasedBatch(idle.get(batch.stream()), batch))
                            .toList());
        } else if (busy.isEmpty()) {
            Pause.of(config.block());
        }
    }

    /// With a backlog, half of the partitions at a time: one half is read while the other is being
    /// settled.
    private Collection<String> readNow(Collection<String> idle) {
        return behind ? idle.stream().limit(Math.ceilDiv(leases.held().size(), 2)).toList() : idle;
    }

    private void settle(List<LeasedBatch> read) {
        var fates = settlement.settle(read).iterator();
        for (var leased : read) {
            var fate = fates.next().subscribeAsCompletionStage();
            fate.whenComplete((done, failure) -> settled.release());
            busy.put(leased.batch().stream(), new Settling(leased.batch(), fate));
            look = FIRST_LOOK;
        }
    }

    private void sweepDue(GroupReader reader, Collection<PartitionLease> idle) {
        for (var lease : idle) {
            if (!swept.containsKey(lease)) {
                lost |= joinFindsLoss(reader, lease);
            }
            if (isSweepDue(lease)) {
                sweep(reader, lease);
                swept.put(lease, System.nanoTime());
            }
        }
        if (lost) {
            LOG.warn("Streams were lost; all producers are asked to tell again");
            log.recall().await().atMost(config.watchdog());
            lost = false;
        }
    }

    private boolean isSweepDue(PartitionLease lease) {
        var last = swept.get(lease);
        return last == null || System.nanoTime() - last >= config.sweepInterval().toNanos();
    }

    /// A group that is gone, though it was made once, means that the stream was lost.
    private boolean joinFindsLoss(GroupReader reader, PartitionLease lease) {
        var made = reader.join(lease.stream());
        return leases.joined(lease) && made;
    }

    /// What was given out and not acknowledged: by this reader, by the one before it, or by one
    /// that read on after it had lost the partition.
    private void sweep(GroupReader reader, PartitionLease lease) {
        var pending = reader.pending(lease.stream(), config.batchSize());
        while (!pending.isEmpty() && !stopped && leases.held().contains(lease)) {
            health.redelivered(pending.entries().size());
            settle(List.of(new LeasedBatch(lease, pending)));
            await(List.of(busy.get(lease.stream())), config.handlingTimeout());
            acknowledgeDone(reader);
            if (busy.containsKey(lease.stream())) {
                return;
            }
            pending = reader.pending(lease.stream(), config.batchSize());
        }
    }

    /// Goes on as soon as one partition is settled, so that it is read again while others are still
    /// at work, and in any case soon enough for news of the quiet ones.
    private void acknowledgeSoon(GroupReader reader) {
        if (busy.isEmpty()) {
            return;
        }
        if (behind && busy.size() < leases.held().size()) {
            settled.drainPermits();
        } else if (!isAnySettledWithin(look)) {
            look =
                    look.multipliedBy(2).compareTo(LATER_LOOK) < 0
                            ? look.multipliedBy(2)
                            : LATER_LOOK;
        }
        acknowledgeDone(reader);
    }

    private boolean isAnySettledWithin(Duration patience) {
        try {
            var any = settled.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
            settled.drainPermits();
            return any;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// @throws IllegalStateException when something could not be settled
    private void acknowledgeDone(GroupReader reader) {
        var done = busy.values().stream().filter(settling -> settling.fate().isDone()).toList();
        var failed = false;
        for (var settling : done) {
            busy.remove(settling.batch().stream());
            failed |= !acknowledged(reader, settling);
        }
        if (failed) {
            throw new IllegalStateException("facts could not be settled in Postgres");
        }
    }

    private boolean acknowledged(GroupReader reader, Settling settling) {
        try {
            settling.fate().join();
            reader.acknowledge(settling.batch().stream(), settling.batch().ids());
            return true;
        } catch (RuntimeException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            LOG.warnf(
                    "Facts of %s wait: %s",
                    settling.batch().stream(), FailureDescription.brief(cause));
            return cause instanceof StaleLeaseException;
        }
    }

    /// Before anything is read again: what is still being settled must have come to its end, or
    /// there would be two at work on one key.
    private void letSettle() {
        await(busy.values(), config.handlingTimeout().plus(config.watchdog()));
        busy.clear();
    }

    private static void await(Collection<Settling> settlings, Duration patience) {
        var all = settlings.stream().map(Settling::fate).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(all).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.trace("not all settled");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveUpLeases() {
        try {
            leases.giveUpAll();
        } catch (RuntimeException e) {
            LOG.debugf("Leases will expire by themselves: %s", FailureDescription.brief(e));
        }
    }
}
