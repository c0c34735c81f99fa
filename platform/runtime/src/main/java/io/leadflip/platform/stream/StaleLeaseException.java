package io.leadflip.platform.stream;

/// The partition has another reader now; whatever was done under the old lease must not commit.
public class StaleLeaseException extends RuntimeException {
    public StaleLeaseException(PartitionLease lease) {
        super("lease " + lease.fence() + " of " + lease.stream() + " is no longer held");
    }
}
