package io.leadflip.platform.stream;

import io.smallrye.mutiny.Uni;
import java.util.List;

/// Decides the fate of what a read brought.
public interface BatchSettlement {
    /// When a batch's `Uni` completes, the fate of each of its entries is on record and all may be
    /// acknowledged. When it fails, none is, and all are read again. Batches of one read may be
    /// settled together, but a failure of one is not the others' failure.
    ///
    /// @param read batches of different streams
    /// @return the fate of each batch, in the order given; each to be subscribed to once
    List<Uni<Void>> settle(List<LeasedBatch> read);
}
