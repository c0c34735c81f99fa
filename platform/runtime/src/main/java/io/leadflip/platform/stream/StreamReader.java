package io.leadflip.platform.stream;

import io.leadflip.platform.problem.FailureDescription;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
/// slow one does not hold up the others, and one that cannot be settled waits alone. What was given
/// out and not acknowledged (after a change of hands, a reconnect, a failure, and now and then
/// anyway) is read first.
public final class StreamReader implements Runnable {
    private static final Logger LOG = Logger.getLogger(StreamReader.class);

    /// How long news of quiet partitions waits while others are being settled: first, and at most
    /// when those take long.
    private static final Duration FIRST_LOOK = Duration.ofMillis(2);

    private static final Duration LATER_LOOK = Duration.ofMillis(20);

    /// Failures in a row after which another process may read what this one cannot.
    private static final int BLIND = 2;

    /// Before a connection is made again, and before a partition is tried again.
    private static final Backoff AGAIN = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final StreamLog log;
    private final PartitionLeases leases;
    private final BatchSettlement settlement;
    private final StreamConfig config;
    private final String group;
    private final ReaderHealth health;
    private final Map<String, Settling> busy = new HashMap<>();
    private final Semaphore settled = new Semaphore(0);
    private final Set<PartitionLease> joined = new HashSet<>();
    private final Sweeps sweeps;
    private final SetAside aside = new SetAside(AGAIN, System::nanoTime);
    private Duration look = FIRST_LOOK;
    private boolean behind;
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
        this.sweeps = new Sweeps(config.sweepInterval());
    }

    private record Settling(LeasedBatch leased, CompletableFuture<Void> fate) {}

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
                Pause.of(AGAIN.after(failures, ThreadLocalRandom.current()));
            }
        }
        letSettle();
        giveUpLeases();
    }

    private void readUntilStopped(GroupReader reader) {
        reader.tryOut(leases.streams());
        joined.clear();
        sweeps.clear();
        aside.clear();
        var rebalanced = System.nanoTime() - config.lease().toNanos();
        while (!stopped) {
            if (System.nanoTime() - rebalanced >= config.lease().toNanos() / 3) {
                leases.rebalance(busy.keySet());
                rebalanced = System.nanoTime();
            }
            var asked = read(reader);
            acknowledgeSoon(reader);
            if (asked) {
                health.completedRead();
            } else if (leases.held().isEmpty()) {
                health.stoodBy();
            }
        }
        await(busy.values(), config.handlingTimeout());
        acknowledgeDone(reader);
    }

    /// @return whether Redis was asked for anything
    private boolean read(GroupReader reader) {
        var idle =
                leases.held().stream()
                        .filter(lease -> !busy.containsKey(lease.stream()))
                        .filter(lease -> !aside.isWaiting(lease))
                        .collect(Collectors.toMap(PartitionLease::stream, Function.identity()));
        join(reader, idle.values());
        var swept = sweepDue(reader, idle.values());
        idle.keySet().removeAll(busy.keySet());
        idle.values().retainAll(leases.held());
        if (idle.isEmpty()) {
            rest();
            return swept;
        }
        var wait = busy.isEmpty() && !behind ? patience() : Duration.ZERO;
        var news = reader.news(readNow(idle.keySet()), config.batchSize(), wait);
        behind = news.stream().anyMatch(batch -> batch.entries().size() == config.batchSize());
        settle(
                news.stream()
                        .map(batch -> new LeasedBatch(idle.get(batch.stream()), batch))
                        .toList());
        return true;
    }

    private void rest() {
        if (busy.isEmpty()) {
            Pause.of(patience());
        }
    }

    private Duration patience() {
        return aside.shortestWait(leases.held(), config.block());
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
            busy.put(leased.batch().stream(), new Settling(leased, fate));
            look = FIRST_LOOK;
        }
    }

    /// A group that is gone, though it was made once, means that its stream was lost. It is made
    /// again only after the producers have been asked, so that whatever interrupts the asking does
    /// not make the loss forgotten.
    private void join(GroupReader reader, Collection<PartitionLease> idle) {
        var fresh = idle.stream().filter(lease -> !joined.contains(lease)).toList();
        var known = fresh.stream().filter(leases::joined).toList();
        if (known.stream().anyMatch(lease -> !reader.hasGroup(lease.stream()))) {
            LOG.warn("Streams were lost; all producers are asked to tell again");
            log.recall().await().atMost(config.watchdog());
        }
        for (var lease : fresh) {
            reader.join(lease.stream());
            joined.add(lease);
        }
    }

    private boolean sweepDue(GroupReader reader, Collection<PartitionLease> idle) {
        var due = idle.stream().filter(sweeps::isDue).toList();
        due.forEach(lease -> sweep(reader, lease));
        return !due.isEmpty();
    }

    /// What was given out and not acknowledged: by this reader, by the one before it, or by one
    /// that read on after it had lost the partition. One batch at a time, as with news.
    private void sweep(GroupReader reader, PartitionLease lease) {
        var pending = reader.pending(lease.stream(), config.batchSize());
        if (sweeps.goesOn(lease, pending)) {
            health.redelivered(pending.entries().size());
            settle(List.of(new LeasedBatch(lease, pending)));
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

    /// @throws IllegalStateException when nothing could be settled
    private void acknowledgeDone(GroupReader reader) {
        var done = busy.values().stream().filter(settling -> settling.fate().isDone()).toList();
        for (var settling : done) {
            busy.remove(settling.leased().batch().stream());
            conclude(reader, settling);
        }
        if (!done.isEmpty() && aside.areAllWaiting(leases.held())) {
            throw new IllegalStateException("facts could not be settled in Postgres");
        }
    }

    private void conclude(GroupReader reader, Settling settling) {
        var lease = settling.leased().lease();
        if (isSettled(settling)) {
            reader.acknowledge(lease.stream(), settling.leased().batch().ids());
            aside.forgive(lease);
        } else {
            sweeps.beginAnew(lease);
            aside.put(lease);
        }
    }

    private static boolean isSettled(Settling settling) {
        try {
            settling.fate().join();
            return true;
        } catch (RuntimeException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            LOG.warnf(
                    "Facts of %s wait: %s",
                    settling.leased().batch().stream(), FailureDescription.brief(cause));
            return false;
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
