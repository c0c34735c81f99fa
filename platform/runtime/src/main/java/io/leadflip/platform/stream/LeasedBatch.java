package io.leadflip.platform.stream;

/// What one read brought from one stream, and the lease under which it was read.
///
/// @param lease a settlement commits only while it holds
public record LeasedBatch(PartitionLease lease, StreamBatch batch) {}
