package io.leadflip.platform.testing;

import io.leadflip.platform.stream.PartitionLease;
import io.leadflip.platform.stream.PartitionLeases;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Gives all partitions to the one reader there is, but for those that a test has given to others.
public final class InMemoryPartitionLeases implements PartitionLeases {
    private final Collection<String> streams;
    private final Set<PartitionLease> free;
    private final Set<String> joined = new HashSet<>();
    private volatile Set<PartitionLease> held = Set.of();
    private boolean interrupted;

    public InMemoryPartitionLeases(Collection<String> streams) {
        this.streams = List.copyOf(streams);
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

    /// Does not answer the next time it is asked whether the group is known.
    public synchronized void interruptNextJoining() {
        interrupted = true;
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
    public Collection<String> streams() {
        return streams;
    }

    @Override
    public synchronized boolean joined(PartitionLease lease) {
        if (interrupted) {
            interrupted = false;
            throw new IllegalStateException("on purpose");
        }
        return !joined.add(lease.stream());
    }

    @Override
    public synchronized void giveUpAll() {
        held = Set.of();
    }
}
