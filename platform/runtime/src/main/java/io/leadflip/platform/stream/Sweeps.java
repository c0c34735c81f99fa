package io.leadflip.platform.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// When each partition was last searched for what was given out and not acknowledged, and how far a
/// search that is going on has come.
final class Sweeps {
    private final Map<PartitionLease, Long> ended = new HashMap<>();
    private final Map<PartitionLease, String> reached = new HashMap<>();
    private final Duration interval;

    Sweeps(Duration interval) {
        this.interval = interval;
    }

    void clear() {
        ended.clear();
        reached.clear();
    }

    boolean isDue(PartitionLease lease) {
        var last = ended.get(lease);
        return last == null || System.nanoTime() - last >= interval.toNanos();
    }

    /// A search ends when nothing is left, or when what it found and settled is there still: to
    /// settle it over and over would keep the partition from its news.
    ///
    /// @param found what is there, oldest first
    /// @return whether it is to be settled, and the search goes on after that
    boolean goesOn(PartitionLease lease, StreamBatch found) {
        if (found.isEmpty() || isSeenBefore(lease, found.ids().getFirst())) {
            reached.remove(lease);
            ended.put(lease, System.nanoTime());
            return false;
        }
        ended.remove(lease);
        return true;
    }

    private boolean isSeenBefore(PartitionLease lease, String oldest) {
        return oldest.equals(reached.put(lease, oldest));
    }

    /// Before the partition's news is read, whatever was found so far.
    void beginAnew(PartitionLease lease) {
        ended.remove(lease);
        reached.remove(lease);
    }
}
