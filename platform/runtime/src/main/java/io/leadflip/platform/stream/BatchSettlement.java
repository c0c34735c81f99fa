package io.leadflip.platform.stream;

import io.smallrye.mutiny.Uni;

/// Decides the fate of what a read brought.
public interface BatchSettlement {
    /// When the returned `Uni` completes, the fate of every entry is on record and all may be
    /// acknowledged. When it fails, none is, and all are read again.
    ///
    /// @param lease under which the batch was read; a settlement commits only while it holds
    Uni<Void> settle(PartitionLease lease, StreamBatch batch);
}
