package io.leadflip.bench.events.probe;

import java.util.Map;
import java.util.stream.Collectors;

/// What Redis has done so far.
///
/// @param calls by command; commands called inside scripts count as well
/// @param bytesIn from all clients
/// @param bytesOut to all clients
/// @param usedMemory of everything the server holds
public record RedisState(Map<String, Long> calls, long bytesIn, long bytesOut, long usedMemory) {
    private static final String PREFIX = "cmdstat_";

    static RedisState of(String commands, String stats, String memory) {
        var calls =
                RedisInfo.of(commands).fields().entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(PREFIX))
                        .collect(
                                Collectors.toMap(
                                        entry -> entry.getKey().substring(PREFIX.length()),
                                        entry -> callsIn(entry.getValue())));
        var traffic = RedisInfo.of(stats);
        return new RedisState(
                calls,
                traffic.number("total_net_input_bytes"),
                traffic.number("total_net_output_bytes"),
                RedisInfo.of(memory).number("used_memory"));
    }

    /// Commands since `before`, without the probe's own.
    public long commandsSince(RedisState before) {
        return calls.entrySet().stream()
                .filter(entry -> !RedisProbe.OURS.contains(entry.getKey()))
                .mapToLong(
                        entry -> entry.getValue() - before.calls.getOrDefault(entry.getKey(), 0L))
                .sum();
    }

    /// `calls=12,usec=…`
    private static long callsIn(String statistics) {
        return Long.parseLong(statistics.split("[=,]")[1]);
    }
}
