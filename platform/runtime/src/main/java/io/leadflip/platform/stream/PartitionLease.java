package io.leadflip.platform.stream;

/// The right to read one partition for a service.
///
/// @param fence grows with every change of hands; a holder with an older one has lost the partition
public record PartitionLease(String stream, long fence) {}
