package io.leadflip.contracts.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/// The names of the Redis streams: one per domain and partition. The braces are the hash tag that
/// keeps a partition's keys in one Redis Cluster slot.
///
/// @param prefix sets one installation apart from others on the same Redis; letters, digits, dots,
///   hyphens and underscores
/// @param partitions per domain, 1 to 1024; never change it while streams hold facts that wait
public record EventStreams(String prefix, int partitions) {
    public static final int DEFAULT_PARTITIONS = 16;
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public EventStreams {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("no prefix for stream names: '" + prefix + "'");
        }
        if (partitions < 1 || partitions > 1024) {
            throw new IllegalArgumentException("partitions must be 1 to 1024, not " + partitions);
        }
    }

    /// The stream that carries `fact`.
    public String of(Fact fact) {
        return of(EventType.of(fact).domain(), fact.partitionKey());
    }

    /// The stream of a key within a domain.
    public String of(Domain domain, String partitionKey) {
        return of(domain.wire(), partitionKey);
    }

    /// The stream of a key within a domain that this version need not know.
    ///
    /// @param domain as [Domain#wire()] spells it
    public String of(String domain, String partitionKey) {
        return name(domain, partitionOf(partitionKey));
    }

    public List<String> of(Domain domain) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> name(domain.wire(), partition))
                .toList();
    }

    private String name(String domain, int partition) {
        return prefix + ":{" + domain + "." + partition + "}";
    }

    private int partitionOf(String key) {
        var crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return Math.floorMod(crc.getValue(), partitions);
    }
}
