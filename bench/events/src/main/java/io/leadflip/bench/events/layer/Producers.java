package io.leadflip.bench.events.layer;

import static java.util.concurrent.CompletableFuture.runAsync;

import io.leadflip.bench.events.sample.SampleEvents;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.EventStreams;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.stream.StreamConfig;
import io.leadflip.platform.stream.StreamLog;
import io.leadflip.platform.stream.StreamLog.Addressed;
import io.leadflip.platform.stream.StreamLog.Mark;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Two services telling facts at once, each batch after batch, as a relay does: facts are made,
/// written as JSON and appended.
final class Producers {
    private static final List<Source> PRODUCERS = List.of(Source.MATCHING, Source.LEAD_INTAKE);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    /// As many as a relay tells in one round.
    private static final int BATCH = 500;

    private final Executor threads = task -> Thread.ofVirtual().name("bench-producer").start(task);
    private final StreamLog log;
    private final EventStreams streams;
    private final Optional<Window> window;
    private final SampleEvents samples = new SampleEvents();

    Producers(StreamLog log, StreamConfig config, Optional<Window> window) {
        this.log = log;
        this.streams = config.streams();
        this.window = window;
    }

    /// @throws java.util.concurrent.CompletionException when a batch was not taken
    void appendAll(int events) {
        var next = new AtomicInteger();
        var producing =
                PRODUCERS.stream()
                        .map(producer -> runAsync(() -> append(producer, next, events), threads))
                        .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(producing).join();
    }

    /// One event by itself.
    Uni<Void> append(int index) {
        return log.append(List.of(addressed(index)));
    }

    private void append(Source producer, AtomicInteger next, int events) {
        long mark = log.mark(producer).await().atMost(ANSWER_WITHIN);
        for (var from = next.getAndAdd(BATCH); from < events; from = next.getAndAdd(BATCH)) {
            var to = Math.min(events, from + BATCH);
            var size = to - from;
            window.ifPresent(room -> room.awaitRoom(size));
            append(batch(from, to), new Mark(producer, mark, mark + 1));
            mark++;
        }
    }

    private void append(List<Addressed> batch, Mark mark) {
        if (!log.append(batch, mark).await().atMost(ANSWER_WITHIN)) {
            throw new IllegalStateException("somebody else moved the mark of " + mark.producer());
        }
    }

    private List<Addressed> batch(int from, int to) {
        var batch = new ArrayList<Addressed>(to - from);
        IntStream.range(from, to).mapToObj(this::addressed).forEach(batch::add);
        return batch;
    }

    private Addressed addressed(int index) {
        var event = samples.event(index);
        return new Addressed(streams.of(event.data()), EventEntry.of(event));
    }
}
