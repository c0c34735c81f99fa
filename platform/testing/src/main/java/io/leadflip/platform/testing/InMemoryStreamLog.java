package io.leadflip.platform.testing;

import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.stream.GroupReader;
import io.leadflip.platform.stream.StreamBatch;
import io.leadflip.platform.stream.StreamLog;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The streams in one process's memory, with the same guarantees as those in Redis; for tests that
/// are about something else, and for measuring what the layer costs without a network.
public class InMemoryStreamLog implements StreamLog {
    private final Clock clock;
    private final Map<String, Stream> streams = new HashMap<>();
    private final Map<Source, Long> marks = new EnumMap<>(Source.class);
    private long lastId;

    public InMemoryStreamLog(Clock clock) {
        this.clock = clock;
    }

    private record Stored(Instant at, EventEntry entry) {}

    private static final class Stream {
        private final NavigableMap<Long, Stored> entries = new TreeMap<>();
        private final Map<String, Group> groups = new HashMap<>();
    }

    private static final class Group {
        private long lastDelivered;

        /// Deliveries by id.
        private final NavigableMap<Long, Integer> pending = new TreeMap<>();

        private long firstNeeded() {
            return pending.isEmpty() ? lastDelivered + 1 : pending.firstKey();
        }
    }

    @Override
    public synchronized Uni<Boolean> append(List<Addressed> facts, Mark mark) {
        var followed = marks.getOrDefault(mark.producer(), 0L) == mark.after();
        if (followed) {
            marks.put(mark.producer(), mark.round());
        }
        return append(facts).replaceWith(followed);
    }

    @Override
    public synchronized Uni<Void> append(List<Addressed> facts) {
        facts.forEach(
                fact ->
                        stream(fact.stream())
                                .entries
                                .put(++lastId, new Stored(clock.instant(), fact.entry())));
        notifyAll();
        return Uni.createFrom().voidItem();
    }

    @Override
    public synchronized Uni<Long> mark(Source producer) {
        return Uni.createFrom().item(marks.getOrDefault(producer, 0L));
    }

    @Override
    public synchronized Uni<Void> recall() {
        marks.clear();
        return Uni.createFrom().voidItem();
    }

    /// Forgets everything, as a store without persistence does when it restarts.
    public synchronized void lose() {
        streams.clear();
        marks.clear();
        notifyAll();
    }

    /// Forgets one stream and keeps the marks, as after a `DEL`.
    public synchronized void lose(String stream) {
        streams.remove(stream);
        notifyAll();
    }

    @Override
    public GroupReader reader(String group) {
        return new Reader(group);
    }

    @Override
    public synchronized Uni<Long> trim(String name, Set<String> groups, Instant before) {
        var stream = stream(name);
        if (!stream.groups.keySet().containsAll(groups)) {
            return Uni.createFrom().item(0L);
        }
        var needed =
                stream.groups.values().stream()
                        .map(Group::firstNeeded)
                        .min(Comparator.naturalOrder())
                        .orElse(0L);
        var old = stream.entries.headMap(needed);
        var size = old.size();
        old.values().removeIf(stored -> stored.at().isBefore(before));
        return Uni.createFrom().item((long) size - old.size());
    }

    @Override
    public synchronized Uni<GroupState> state(String name, String group) {
        var stream = stream(name);
        var known = stream.groups.get(group);
        return Uni.createFrom()
                .item(known == null ? GroupState.NONE : state(stream.entries, known));
    }

    private GroupState state(NavigableMap<Long, Stored> entries, Group group) {
        var oldest = entries.ceilingEntry(group.firstNeeded());
        return new GroupState(
                entries.size(),
                entries.tailMap(group.lastDelivered, false).size(),
                group.pending.size(),
                oldest == null
                        ? Duration.ZERO
                        : Duration.between(oldest.getValue().at(), clock.instant()));
    }

    private Stream stream(String name) {
        return streams.computeIfAbsent(name, ignored -> new Stream());
    }

    private final class Reader implements GroupReader {
        private final String group;

        private Reader(String group) {
            this.group = group;
        }

        @Override
        public void tryOut(Collection<String> streams) {
            // whoever has this object may do everything
        }

        @Override
        public boolean hasGroup(String stream) {
            synchronized (InMemoryStreamLog.this) {
                return stream(stream).groups.containsKey(group);
            }
        }

        @Override
        public void join(String stream) {
            synchronized (InMemoryStreamLog.this) {
                stream(stream).groups.putIfAbsent(group, new Group());
            }
        }

        @Override
        public StreamBatch pending(String name, int max) {
            synchronized (InMemoryStreamLog.this) {
                var stream = stream(name);
                var pending = group(stream).pending;
                pending.replaceAll((id, deliveries) -> deliveries + 1);
                return new StreamBatch(
                        name,
                        pending.entrySet().stream()
                                .limit(max)
                                .map(given -> entry(stream, given.getKey(), given.getValue()))
                                .toList());
            }
        }

        @Override
        public List<StreamBatch> news(Collection<String> names, int max, Duration wait) {
            var deadline = System.nanoTime() + wait.toNanos();
            synchronized (InMemoryStreamLog.this) {
                var batches = take(names, max);
                while (batches.isEmpty() && System.nanoTime() < deadline) {
                    awaitAppend(deadline - System.nanoTime());
                    batches = take(names, max);
                }
                return batches;
            }
        }

        private void awaitAppend(long nanos) {
            try {
                TimeUnit.NANOSECONDS.timedWait(InMemoryStreamLog.this, Math.max(nanos, 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }

        private List<StreamBatch> take(Collection<String> names, int max) {
            var batches = new ArrayList<StreamBatch>();
            for (var name : names) {
                var stream = stream(name);
                var taken = take(stream, max);
                if (!taken.isEmpty()) {
                    batches.add(new StreamBatch(name, taken));
                }
            }
            return batches;
        }

        private List<StreamBatch.Entry> take(Stream stream, int max) {
            var mine = group(stream);
            var ids =
                    stream.entries.tailMap(mine.lastDelivered, false).keySet().stream()
                            .limit(max)
                            .toList();
            ids.forEach(id -> mine.pending.put(id, 1));
            mine.lastDelivered = ids.isEmpty() ? mine.lastDelivered : ids.getLast();
            return ids.stream().map(id -> entry(stream, id, 1)).toList();
        }

        @Override
        public void acknowledge(String name, List<String> ids) {
            synchronized (InMemoryStreamLog.this) {
                var pending = group(stream(name)).pending;
                ids.forEach(id -> pending.remove(Long.valueOf(id)));
            }
        }

        @Override
        public void close() {
            // nothing is held
        }

        private Group group(Stream stream) {
            var found = stream.groups.get(group);
            if (found == null) {
                throw new IllegalStateException("NOGROUP " + group);
            }
            return found;
        }

        private static StreamBatch.Entry entry(Stream stream, long id, int deliveries) {
            var stored = stream.entries.get(id);
            return new StreamBatch.Entry(
                    Long.toString(id),
                    stored == null ? new EventEntry(Map.of()) : stored.entry(),
                    deliveries);
        }
    }
}
