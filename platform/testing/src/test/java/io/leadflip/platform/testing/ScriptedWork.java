package io.leadflip.platform.testing;

import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/// Does what a test's script says, try by try, and remembers the tries.
@ApplicationScoped
class ScriptedWork implements WorkHandler {
    private final Map<String, Queue<Function<WorkItem, Uni<WorkOutcome>>>> scripts =
            new ConcurrentHashMap<>();
    private final Map<String, List<WorkItem>> tries = new ConcurrentHashMap<>();
    private final Map<String, Queue<Supplier<Uni<Void>>>> farewells = new ConcurrentHashMap<>();
    private final Map<String, List<String>> abandonments = new ConcurrentHashMap<>();

    @SafeVarargs
    final void script(String key, Function<WorkItem, Uni<WorkOutcome>>... steps) {
        scripts.put(key, new ArrayDeque<>(List.of(steps)));
    }

    /// What happens when the work is abandoned, time by time.
    @SafeVarargs
    final void whenAbandoned(String key, Supplier<Uni<Void>>... steps) {
        farewells.put(key, new ArrayDeque<>(List.of(steps)));
    }

    List<WorkItem> tries(String key) {
        return tries.getOrDefault(key, List.of());
    }

    List<String> abandonments(String key) {
        return abandonments.getOrDefault(key, List.of());
    }

    @Override
    public String kind() {
        return "scripted";
    }

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        tries.computeIfAbsent(item.key(), key -> new CopyOnWriteArrayList<>()).add(item);
        var step = scripts.getOrDefault(item.key(), new ArrayDeque<>()).poll();
        return step == null ? Uni.createFrom().item(WorkOutcome.DONE) : step.apply(item);
    }

    @Override
    public Uni<Void> abandoned(WorkItem item, String reason) {
        abandonments.computeIfAbsent(item.key(), key -> new CopyOnWriteArrayList<>()).add(reason);
        var step = farewells.getOrDefault(item.key(), new ArrayDeque<>()).poll();
        return step == null ? Uni.createFrom().voidItem() : step.get();
    }
}
