package io.leadflip.bench.events.layer;

import io.leadflip.platform.stream.PartitionLease;
import io.leadflip.platform.stream.PartitionLeases;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Leases in memory: this process has all partitions and shares with nobody.
final class AllPartitions implements PartitionLeases {
    private final Set<PartitionLease> held;

    AllPartitions(List<String> streams) {
        this.held =
                streams.stream()
                        .map(stream -> new PartitionLease(stream, 1))
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<PartitionLease> rebalance(Collection<String> busy) {
        return held;
    }

    @Override
    public void renew() {}

    @Override
    public Set<PartitionLease> held() {
        return held;
    }

    @Override
    public Collection<String> streams() {
        return held.stream().map(PartitionLease::stream).toList();
    }

    /// Streams are deleted between two tasks on purpose, which is no loss.
    @Override
    public boolean joined(PartitionLease lease) {
        return false;
    }

    @Override
    public void giveUpAll() {}
}
