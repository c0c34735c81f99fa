package io.leadflip.bench.events.layer;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadflip.bench.events.pace.Pacer;
import io.leadflip.bench.events.pace.Schedule;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Sends events on a fixed schedule that waits for nobody, and tells how long after it was due each
/// one arrived.
///
/// @param warmup seconds at the beginning that are not told
record PacedRun(int rate, int seconds, int warmup) {
    private static final long LEAD_TIME_NANOS = 500_000_000;

    static PacedRun of(JsonNode options) {
        return new PacedRun(
                options.get("rate").asInt(),
                options.get("seconds").asInt(),
                options.get("warmup").asInt());
    }

    /// @param send hands over the event of that index; must not wait
    /// @throws IllegalStateException when an event could not be handed over, or never arrives
    Map<String, ?> with(Arrivals arrivals, IntFunction<Uni<Void>> send)
            throws InterruptedException {
        var first = rate * warmup;
        var all = first + rate * seconds;
        var schedule = new Schedule(System.nanoTime() + LEAD_TIME_NANOS, rate);
        var pacer = new Pacer(schedule, all);
        arrivals.expect(all, true);
        sendAll(pacer, send);
        arrivals.awaitAll();
        var doneAt = arrivals.doneAt();
        return Map.of(
                "events",
                rate * seconds,
                "allEvents",
                all,
                "seconds",
                seconds,
                "latencies",
                IntStream.range(first, all)
                        .mapToLong(index -> schedule.microsLate(index, doneAt[index]))
                        .toArray(),
                "lag",
                Arrays.copyOfRange(pacer.lagMicros(), first, all));
    }

    private static void sendAll(Pacer pacer, IntFunction<Uni<Void>> send) {
        var failure = new AtomicReference<Throwable>();
        pacer.run(index -> send.apply(index).subscribe().with(sent -> {}, failure::set));
        if (failure.get() != null) {
            throw new IllegalStateException("an event could not be handed over", failure.get());
        }
    }
}
