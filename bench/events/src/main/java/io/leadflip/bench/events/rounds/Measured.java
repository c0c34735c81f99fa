package io.leadflip.bench.events.rounds;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadflip.bench.events.probe.RedisState;
import io.leadflip.bench.kit.measure.Figures;

/// One task of one contestant in one round.
///
/// @param reply at least `events` and `seconds`
record Measured(
        JsonNode reply,
        RedisState before,
        RedisState after,
        double clientSeconds,
        double redisSeconds,
        double postgresSeconds) {
    private static final double MILLION = 1e6;

    double events() {
        return reply.get("events").asDouble();
    }

    double rate() {
        return events() / reply.get("seconds").asDouble();
    }

    /// Memory that Redis holds more than before, by event.
    double memoryPerEvent() {
        return (after.usedMemory() - before.usedMemory()) / events();
    }

    /// Writes down rate and cost under `prefix`.
    void note(Figures figures, String prefix, String contestant) {
        figures.add(prefix + ".rate", contestant, rate());
        noteCost(figures, prefix, contestant);
    }

    void noteCost(Figures figures, String prefix, String contestant) {
        var sum = clientSeconds + redisSeconds + postgresSeconds;
        figures.add(prefix + ".cpu", contestant, perMillion(sum));
        figures.add(prefix + ".cpu-client", contestant, perMillion(clientSeconds));
        figures.add(prefix + ".cpu-redis", contestant, perMillion(redisSeconds));
        figures.add(prefix + ".cpu-postgres", contestant, perMillion(postgresSeconds));
        figures.add(prefix + ".commands", contestant, after.commandsSince(before) / costedEvents());
        figures.add(
                prefix + ".sent",
                contestant,
                (after.bytesIn() - before.bytesIn()) / costedEvents());
        figures.add(
                prefix + ".received",
                contestant,
                (after.bytesOut() - before.bytesOut()) / costedEvents());
    }

    /// A paced run works through its warm-up as well, which is paid for though not timed.
    private double costedEvents() {
        return reply.path("allEvents").asDouble(events());
    }

    private double perMillion(double seconds) {
        return seconds / costedEvents() * MILLION;
    }
}
