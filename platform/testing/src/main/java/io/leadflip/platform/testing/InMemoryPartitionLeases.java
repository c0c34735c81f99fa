package io.leadflip.platform.testing;

import io.leadflip.platform.stream.PartitionLease;
import io.leadflip.platform.stream.PartitionLeases;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/// Gives all partitions to the one reader there is, but for those that a test has given to others.
public final class InMemoryPartitionLeases implements PartitionLeases {
    private final Set<PartitionLease> free;
    private final Set<String> joined = new HashSet<>();
    private volatile Set<PartitionLease> held = Set.of();

    public InMemoryPartitionLeases(Collection<String> streams) {
        free =
                streams.stream()
                        .map(stream -> new PartitionLease(stream, 1))
                        .collect(Collectors.toCollection(HashSet::new));
    }

    /// Somebody else has this partition from now on.
    public synchronized void lose(String stream) {
        free.removeIf(lease -> lease.stream().equals(stream));
        held =
                held.stream()
                        .filter(lease -> !lease.stream().equals(stream))
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized Set<PartitionLease> rebalance(Collection<String> busy) {
        held = Set.copyOf(free);
        return held;
    }

    @Override
    public void renew() {
        // nobody takes them for their age
    }

    @Override
    public Set<PartitionLease> held() {
        return held;
    }

    @Override
    public synchronized boolean joined(PartitionLease lease) {
        return !joined.add(lease.stream());
    }

    @Override
    public synchronized void giveUpAll() {
        held = Set.of();
    }
}
