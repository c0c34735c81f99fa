package io.leadflip.intake.timeline;

import io.leadflip.intake.IntakeConfig;
import io.leadflip.intake.timeline.Timeline.Entry;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/// Live timelines. The rows are the truth: every stream re-reads what came after the last entry it
/// told, so it needs no memory of its own.
@ApplicationScoped
public class LeadFeed {
    public sealed interface Signal {
        record Happened(Entry entry) implements Signal {}

        /// Nothing new; the stream is alive.
        record Alive() implements Signal {}
    }

    private static final int AT_ONCE = 100;

    private final Timeline timeline;
    private final IntakeConfig.Feed config;
    private final AtomicInteger open;

    LeadFeed(Timeline timeline, IntakeConfig config, MeterRegistry metrics) {
        this.timeline = timeline;
        this.config = config.feed();
        this.open = metrics.gauge("leadflip.feed.streams", new AtomicInteger());
    }

    /// @param last the last entry the client knows; 0 for none
    public Multi<Signal> of(UUID leadId, long last) {
        return growing(last, told -> timeline.after(leadId, told, AT_ONCE));
    }

    /// What the timeline tells of one call.
    ///
    /// @param last the last entry the client knows; 0 for none
    public Multi<Signal> ofCall(UUID callId, long last) {
        return growing(last, told -> timeline.ofCallAfter(callId, told, AT_ONCE));
    }

    private Multi<Signal> growing(long last, LongFunction<Uni<List<Entry>>> read) {
        if (open.get() >= config.streams()) {
            throw new Problem(ProblemType.UNAVAILABLE, "Too many live timelines are open.")
                    .retryAfter(5);
        }
        var told = new AtomicLong(last);
        Multi<Signal> entries =
                ticks(config.poll())
                        .onItem()
                        .transformToUniAndConcatenate(tick -> next(read, told))
                        .onItem()
                        .disjoint();
        Multi<Signal> beats = ticks(config.heartbeat()).map(tick -> new Signal.Alive());
        return Multi.createBy()
                .merging()
                .streams(entries, beats)
                .select()
                .first(config.longest())
                .onSubscription()
                .invoke(open::incrementAndGet)
                .onTermination()
                .invoke(open::decrementAndGet);
    }

    /// A tick that finds the last one still at work is dropped: a slow client or store costs
    /// nothing but time.
    private static Multi<Long> ticks(Duration every) {
        return Multi.createFrom().ticks().every(every).onOverflow().drop();
    }

    private Uni<List<Signal>> next(LongFunction<Uni<List<Entry>>> read, AtomicLong told) {
        return read.apply(told.get())
                .invoke(entries -> entries.forEach(entry -> told.set(entry.id())))
                .map(entries -> entries.stream().<Signal>map(Signal.Happened::new).toList());
    }
}
