package io.leadflip.platform.testing;

import io.leadflip.platform.limit.Pace;
import io.leadflip.platform.limit.RateLimit;
import io.leadflip.platform.limit.RateLimit.Unreachable;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// Does one thing after the other and remembers the order. What is called "gate" holds everybody up
/// until it is opened; what names a pace is done at that pace; for what is called "needy" all it
/// needs is away once.
@ApplicationScoped
class SingleFileWork implements WorkHandler {
    /// When something was done.
    record Deed(String name, int attempt, long nanos) {}

    static final Duration PACE = Duration.ofMillis(250);

    static final Duration AWAY = Duration.ofMillis(300);

    private final List<Deed> deeds = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> gate = new CompletableFuture<>();

    void openGate() {
        gate.complete(null);
    }

    void closeGate() {
        gate = new CompletableFuture<>();
    }

    List<Deed> deeds(String run) {
        return deeds.stream().filter(deed -> deed.name().startsWith(run)).toList();
    }

    @Override
    public String kind() {
        return "single-file";
    }

    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public Optional<Pace> pace(WorkItem item) {
        return Optional.ofNullable(item.payload().getString("pace"))
                .map(key -> new Pace(new RateLimit("test", 1, 1, PACE, Unreachable.CLOSED), key));
    }

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        var before = deeds(item.key());
        deeds.add(new Deed(item.key(), item.attempt(), System.nanoTime()));
        if (item.key().endsWith("needy") && before.isEmpty()) {
            return Uni.createFrom().item(new WorkOutcome.Halt(AWAY, "away"));
        }
        return item.key().endsWith("gate")
                ? Uni.createFrom().completionStage(gate).replaceWith(WorkOutcome.DONE)
                : Uni.createFrom().item(WorkOutcome.DONE);
    }
}
