package io.leadflip.platform.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.LeadFact.LeadSubmitted;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.stream.BatchSettlement;
import io.leadflip.platform.stream.LeasedBatch;
import io.leadflip.platform.stream.PartitionLease;
import io.leadflip.platform.stream.ReaderHealth;
import io.leadflip.platform.stream.StaleLeaseException;
import io.leadflip.platform.stream.StreamBatch;
import io.leadflip.platform.stream.StreamConfig;
import io.leadflip.platform.stream.StreamLog;
import io.leadflip.platform.stream.StreamLog.Addressed;
import io.leadflip.platform.stream.StreamLog.Mark;
import io.leadflip.platform.stream.StreamReader;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What delivery keeps, whatever streams it reads: nothing lost, order within a partition, nothing
/// acknowledged that is not settled. Each implementation of [StreamLog] has a test that extends
/// this class.
public abstract class StreamReaderContract {
    private static final Duration WITHIN = Duration.ofSeconds(5);

    protected final String stream = "contract-" + Identifiers.next() + ":{lead.0}";
    private final String other = "contract-" + Identifiers.next() + ":{lead.1}";
    private final ScriptedSettlement settlement = new ScriptedSettlement();
    protected final InMemoryPartitionLeases leases =
            new InMemoryPartitionLeases(List.of(stream, other));
    private final List<Runnable> stops = new ArrayList<>();

    protected abstract StreamLog log();

    /// Has the store forget one stream.
    protected abstract void lose(String stream);

    /// What was settled of a stream, in order.
    protected final List<?> settled(String name) {
        return settlement.settled(name);
    }

    /// May be called before its time, by a test that takes away what readers need.
    @AfterEach
    protected final void stopReaders() {
        settlement.releaseAll();
        stops.forEach(Runnable::run);
    }

    @Test
    void shouldSettleEverythingInOrder() {
        // Given
        startReader();
        // When
        var ids = append(stream, 500);
        // Then
        await().atMost(10, SECONDS).until(() -> settlement.settled(stream).equals(ids));
    }

    @Test
    void shouldAcknowledgeWhatIsSettled() {
        // Given
        startReader();
        // When
        append(stream, 20);
        // Then
        await().atMost(10, SECONDS).until(() -> settlement.settled(stream).size() == 20);
        await().atMost(10, SECONDS).until(() -> pending(stream) == 0);
    }

    @Test
    void shouldReadAgainWhatCouldNotBeSettled() {
        // Given
        settlement.failNext(stream, new IllegalStateException("Postgres is away"));
        startReader();
        // When
        var ids = append(stream, 3);
        // Then
        await().atMost(10, SECONDS)
                .until(() -> settlement.settled(stream).stream().distinct().toList().equals(ids));
        await().atMost(10, SECONDS).until(() -> pending(stream) == 0);
    }

    @Test
    void shouldGoOnWithOtherPartitionsWhileOneIsSlow() {
        // Given
        settlement.hold(stream);
        startReader();
        append(stream, 1);
        await().atMost(10, SECONDS).until(() -> settlement.isHeld(stream));
        // When
        var ids = append(other, 5);
        // Then
        await().atMost(10, SECONDS).until(() -> settlement.settled(other).containsAll(ids));
        assertThat(settlement.settled(stream)).isEmpty();
    }

    @Test
    void shouldHandOverWhatADeadReaderLeft() {
        // Given
        var dying = log().reader("matching");
        dying.join(stream);
        var ids = append(stream, 4);
        dying.news(List.of(stream), 10, Duration.ZERO);
        dying.close();
        // When
        startReader();
        // Then
        await().atMost(10, SECONDS).until(() -> settlement.settled(stream).equals(ids));
    }

    @Test
    void shouldFindWhatWasGivenOutBehindItsBack() {
        // Given
        startReader();
        append(stream, 1);
        await().atMost(10, SECONDS).until(() -> settlement.settled(stream).size() == 1);
        settlement.hold(stream);
        append(stream, 1);
        await().atMost(10, SECONDS).until(() -> settlement.isHeld(stream));
        var stale = log().reader("matching");
        var ids = append(stream, 2);
        // When
        stale.news(List.of(stream), 10, Duration.ZERO);
        stale.close();
        settlement.releaseAll();
        // Then
        await().atMost(10, SECONDS).until(() -> settlement.settled(stream).containsAll(ids));
    }

    @Test
    void shouldNotAcknowledgeWhatWasSettledUnderALostLease() {
        // Given
        settlement.failAlways(stream, new StaleLeaseException(new PartitionLease(stream, 1)));
        startReader();
        // When
        append(stream, 2);
        var ids = append(other, 2);
        // Then
        await().atMost(10, SECONDS).until(() -> settlement.settled(other).equals(ids));
        assertThat(pending(stream)).isEqualTo(2);
    }

    @Test
    void shouldGoOnWithOtherPartitionsWhenOneIsLostWhileItIsSwept() {
        // Given: what was given out is read over and over, since nobody has told that it is not
        // ours
        settlement.failAlways(stream, new StaleLeaseException(new PartitionLease(stream, 1)));
        append(stream, 2);
        startReader();
        await().atMost(10, SECONDS).until(() -> settlement.refused() > 5);
        // When
        leases.lose(stream);
        // Then
        var ids = append(other, 2);
        await().atMost(10, SECONDS).until(() -> settlement.settled(other).equals(ids));
        assertThat(pending(stream)).isEqualTo(2);
    }

    @Test
    void shouldGoOnWithOtherPartitionsWhenOneCanNeverBeSettled() {
        // Given
        settlement.failAlways(stream, new IllegalStateException("Postgres refuses it"));
        append(stream, 2);
        startReader();
        await().atMost(10, SECONDS).until(() -> settlement.refused() > 2);
        // When
        var ids = append(other, 5);
        // Then
        await().atMost(10, SECONDS).until(() -> settlement.settled(other).equals(ids));
        await().atMost(10, SECONDS).until(() -> pending(other) == 0);
        assertThat(pending(stream)).isEqualTo(2);
    }

    @Test
    void shouldSettleAPartitionWhenItCanBeSettledAgain() {
        // Given
        settlement.failAlways(stream, new IllegalStateException("Postgres refuses it"));
        startReader();
        var ids = append(stream, 2);
        await().atMost(10, SECONDS).until(() -> settlement.refused() > 1);
        // When
        settlement.failNoMore(stream);
        ids.addAll(append(stream, 2));
        // Then
        await().atMost(10, SECONDS).until(() -> settlement.settled(stream).equals(ids));
        await().atMost(10, SECONDS).until(() -> pending(stream) == 0);
    }

    @Test
    void shouldGoOnWithOtherPartitionsWhileOneIsSweptSlowly() {
        // Given
        var dying = log().reader("matching");
        dying.join(stream);
        append(stream, 1);
        dying.news(List.of(stream), 10, Duration.ZERO);
        dying.close();
        settlement.hold(stream);
        startReader();
        await().atMost(10, SECONDS).until(() -> settlement.isHeld(stream));
        // When
        var ids = append(other, 5);
        // Then
        await().atMost(10, SECONDS).until(() -> settlement.settled(other).equals(ids));
        assertThat(settlement.settled(stream)).isEmpty();
    }

    @Test
    void shouldNotForgetALossThatItCouldNotTellOf() {
        // Given
        startReader();
        var before = append(stream, 1);
        await().atMost(10, SECONDS).until(() -> settlement.settled(stream).equals(before));
        log().append(List.of(), new Mark(Source.CALL_ORCHESTRATOR, 0, 5)).await().atMost(WITHIN);
        // When
        leases.interruptNextJoining();
        lose(stream);
        // Then
        await().atMost(10, SECONDS)
                .until(() -> log().mark(Source.CALL_ORCHESTRATOR).await().atMost(WITHIN) == 0);
    }

    protected final void startReader() {
        var reader =
                new StreamReader(
                        log(), leases, settlement, config(), "matching", new ReaderHealth());
        var thread = Thread.ofVirtual().start(reader);
        stops.add(
                () -> {
                    reader.stop();
                    await().atMost(10, SECONDS).until(() -> !thread.isAlive());
                });
    }

    private static StreamConfig config() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(StreamConfig.class)
                .withDefaultValue("leadflip.events.block", "50ms")
                .withDefaultValue("leadflip.events.sweep-interval", "200ms")
                .withDefaultValue("leadflip.events.handling-timeout", "15s")
                .build()
                .getConfigMapping(StreamConfig.class);
    }

    private long pending(String stream) {
        return log().state(stream, "matching").await().atMost(WITHIN).pending();
    }

    protected final List<UUID> append(String stream, int count) {
        var events =
                IntStream.rangeClosed(1, count)
                        .mapToObj(
                                sequence ->
                                        new Event(
                                                Identifiers.next(),
                                                Source.LEAD_INTAKE,
                                                Instant.EPOCH,
                                                sequence,
                                                null,
                                                new LeadSubmitted(
                                                        Identifiers.next(), Instant.EPOCH)))
                        .toList();
        log().append(
                        events.stream()
                                .map(event -> new Addressed(stream, EventEntry.of(event)))
                                .toList())
                .await()
                .atMost(WITHIN);
        return new ArrayList<>(events.stream().map(Event::id).toList());
    }

    /// Writes down what it settles; fails or waits as a test asks.
    private static final class ScriptedSettlement implements BatchSettlement {
        private final Map<String, List<UUID>> settled = new ConcurrentHashMap<>();
        private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
        private final Map<String, RuntimeException> permanent = new ConcurrentHashMap<>();
        private final Map<String, CompletableFuture<Void>> holds = new ConcurrentHashMap<>();
        private final List<String> held = new CopyOnWriteArrayList<>();
        private final AtomicInteger refused = new AtomicInteger();

        void failNext(String stream, RuntimeException failure) {
            failures.put(stream, failure);
        }

        void failAlways(String stream, RuntimeException failure) {
            permanent.put(stream, failure);
        }

        int refused() {
            return refused.get();
        }

        void failNoMore(String stream) {
            permanent.remove(stream);
        }

        void hold(String stream) {
            held.remove(stream);
            holds.put(stream, new CompletableFuture<>());
        }

        boolean isHeld(String stream) {
            return held.contains(stream);
        }

        void releaseAll() {
            holds.values().forEach(hold -> hold.complete(null));
            holds.clear();
        }

        List<UUID> settled(String stream) {
            return settled.getOrDefault(stream, List.of());
        }

        @Override
        public List<Uni<Void>> settle(List<LeasedBatch> read) {
            return read.stream().map(leased -> settle(leased.batch())).toList();
        }

        private Uni<Void> settle(StreamBatch batch) {
            var failure = permanent.getOrDefault(batch.stream(), failures.remove(batch.stream()));
            if (failure != null) {
                refused.incrementAndGet();
                return Uni.createFrom().failure(failure);
            }
            var hold = holds.get(batch.stream());
            if (hold == null) {
                return Uni.createFrom().voidItem().invoke(() -> write(batch));
            }
            held.add(batch.stream());
            return Uni.createFrom().completionStage(hold).invoke(() -> write(batch));
        }

        private void write(StreamBatch batch) {
            var list =
                    settled.computeIfAbsent(
                            batch.stream(), ignored -> new CopyOnWriteArrayList<>());
            batch.entries().forEach(entry -> list.add(entry.event().id().orElseThrow()));
        }
    }
}
