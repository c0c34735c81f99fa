package io.leadflip.platform.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/// Partitions whose last batch could not be settled. Each is left alone for a while, longer with
/// every failure in a row, and the others go on meanwhile.
final class SetAside {
    private final Map<PartitionLease, Wait> waits = new HashMap<>();
    private final Backoff backoff;
    private final LongSupplier nanos;

    /// @param nanos a time that only ever grows, as `System.nanoTime()` does
    SetAside(Backoff backoff, LongSupplier nanos) {
        this.backoff = backoff;
        this.nanos = nanos;
    }

    private record Wait(int failures, long until) {}

    void put(PartitionLease lease) {
        var failures = waits.containsKey(lease) ? waits.get(lease).failures() + 1 : 1;
        var pause = backoff.after(failures, ThreadLocalRandom.current());
        waits.put(lease, new Wait(failures, nanos.getAsLong() + pause.toNanos()));
    }

    /// What is settled again begins anew when it fails the next time.
    void forgive(PartitionLease lease) {
        waits.remove(lease);
    }

    void clear() {
        waits.clear();
    }

    boolean isWaiting(PartitionLease lease) {
        return remaining(lease).isPositive();
    }

    /// Nothing at all is not all.
    boolean areAllWaiting(Collection<PartitionLease> leases) {
        return !leases.isEmpty() && leases.stream().allMatch(this::isWaiting);
    }

    /// How long until the first of `leases` may be tried again, and at most `longest`.
    Duration shortestWait(Collection<PartitionLease> leases, Duration longest) {
        return leases.stream()
                .map(this::remaining)
                .filter(Duration::isPositive)
                .reduce(longest, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    private Duration remaining(PartitionLease lease) {
        var wait = waits.get(lease);
        return wait == null ? Duration.ZERO : Duration.ofNanos(wait.until() - nanos.getAsLong());
    }
}
