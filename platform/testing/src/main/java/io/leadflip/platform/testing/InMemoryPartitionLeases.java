package io.leadflip.platform.testing;

import io.leadflip.platform.stream.PartitionLease;
import io.leadflip.platform.stream.PartitionLeases;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/// Gives all partitions to the one reader there is.
public final class InMemoryPartitionLeases implements PartitionLeases {
    private final Set<PartitionLease> held;
    private final Set<String> joined = new HashSet<>();

    public InMemoryPartitionLeases(Collection<String> streams) {
        held =
                streams.stream()
                        .map(stream -> new PartitionLease(stream, 1))
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<PartitionLease> rebalance(Collection<String> busy) {
        return held;
    }

    @Override
    public void renew() {
        // nobody else could take them
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
    public void giveUpAll() {
        // nobody waits for them
    }
}
