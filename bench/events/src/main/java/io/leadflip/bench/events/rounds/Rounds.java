package io.leadflip.bench.events.rounds;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/// Contestants one after the other, round by round, each round beginning with the next of them.
record Rounds(int count, List<Contestant> contestants) {
    void each(Consumer<Contestant> turn) {
        for (var round = 0; round < count; round++) {
            var order = new ArrayList<>(contestants);
            Collections.rotate(order, -round);
            order.forEach(turn);
        }
    }
}
