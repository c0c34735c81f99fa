package io.leadflip.bench.events.rounds;

import io.leadflip.bench.kit.measure.Figures;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// How many events a second: into a stream nobody reads (`fill`), out of a stream that is full
/// (`drain`), and both at once (`through`).
///
/// @param events how many a contestant carries in one task; chosen so that tasks take about as long
public record Throughput(
        Stand stand, Figures figures, int rounds, ToIntFunction<Contestant> events) {
    /// Without a database: all three.
    public void transport(List<Contestant> contestants) {
        new Rounds(rounds, contestants).each(this::transport);
    }

    private void transport(Contestant contestant) {
        stand.redis().compact();
        var options = options(contestant);
        var filled = stand.measure(contestant, "fill", options);
        filled.note(figures, "l1.fill", contestant.name());
        figures.add("l1.waiting.memory", contestant.name(), filled.memoryPerEvent());
        stand.measure(contestant, "drain", options).note(figures, "l1.drain", contestant.name());
        contestant.ask("clear", Map.of());
        stand.measure(contestant, "through", options)
                .note(figures, "l1.through", contestant.name());
        contestant.ask("clear", Map.of());
    }

    /// With the database: from the producer's transaction to the committed effect.
    public void effects(List<Contestant> contestants) {
        new Rounds(rounds, contestants).each(this::effects);
    }

    private void effects(Contestant contestant) {
        stand.redis().compact();
        stand.measure(contestant, "through", options(contestant))
                .note(figures, "l2.through", contestant.name());
        contestant.ask("clear", Map.of());
    }

    private Map<String, Object> options(Contestant contestant) {
        return Map.of("events", events.applyAsInt(contestant));
    }
}
