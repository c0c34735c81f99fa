package io.leadflip.bench.events.rounds;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Looks for the options a peer runs fastest with, so that it is measured at its best.
public record Tuning(int events) {
    private static final List<Integer> PROCESSES = List.of(1, 2);
    private static final List<Integer> CONCURRENCY = List.of(20, 50, 100, 200);
    private static final List<Integer> POOL = List.of(5, 10, 20);

    /// Worker processes and concurrency over a queue that is full.
    public Contestant transport(Contestant peer) {
        var best = best(peer, combined("concurrency", CONCURRENCY, "processes", PROCESSES), true);
        return peer.with(best);
    }

    /// Concurrency and pool with one row a job, while jobs are added one by one.
    public Contestant effects(Contestant peer) {
        var best =
                best(
                        peer,
                        combined("concurrency", CONCURRENCY.subList(0, 3), "poolSize", POOL),
                        false);
        var tuned = peer.with(best);
        return tuned.with(
                best(tuned, combined("processes", PROCESSES, "inFlight", List.of(32, 128)), false));
    }

    private Map<String, Object> best(
            Contestant peer, List<Map<String, Object>> candidates, boolean filledFirst) {
        return candidates.stream()
                .max(Comparator.comparingDouble(options -> rate(peer.with(options), filledFirst)))
                .orElseThrow();
    }

    private double rate(Contestant peer, boolean filledFirst) {
        Map<String, Object> run = Map.of("events", events);
        if (filledFirst) {
            peer.ask("fill", run);
        }
        var reply = peer.ask(filledFirst ? "drain" : "through", run);
        peer.ask("clear", Map.of());
        return reply.get("events").asDouble() / reply.get("seconds").asDouble();
    }

    private static List<Map<String, Object>> combined(
            String one, List<Integer> ones, String other, List<Integer> others) {
        var all = new ArrayList<Map<String, Object>>();
        for (var first : ones) {
            for (var second : others) {
                all.add(Map.of(one, first, other, second));
            }
        }
        return all;
    }
}
