package io.leadflip.platform.stream;

import java.util.Collection;
import java.util.Set;

/// Who reads which partition. A partition has one reader of a service at a time, so order per key
/// holds across instances; instances share the partitions evenly. A reader that goes silent loses
/// its leases after the lease time. Blocks; for virtual threads.
public interface PartitionLeases {
    /// Announces this member, keeps what it holds, gives back what is more than a fair share and
    /// takes free partitions up to it.
    ///
    /// @param busy streams that must not be given back now
    /// @return what is held afterwards
    Set<PartitionLease> rebalance(Collection<String> busy);

    /// Keeps what is held, as far as it still is. May be called beside everything else.
    void renew();

    Set<PartitionLease> held();

    /// All there is to share, whoever holds it.
    Collection<String> streams();

    /// Remembers that the service's group exists on a stream.
    ///
    /// @return whether it was remembered before
    boolean joined(PartitionLease lease);

    void giveUpAll();
}
