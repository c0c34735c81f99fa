package io.leadflip.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.LeadFact.LeadSubmitted;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.stream.GroupReader;
import io.leadflip.platform.stream.StreamBatch;
import io.leadflip.platform.stream.StreamLog;
import io.leadflip.platform.stream.StreamLog.Addressed;
import io.leadflip.platform.stream.StreamLog.GroupState;
import io.leadflip.platform.stream.StreamLog.Mark;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every [StreamLog] keeps. Each implementation's test extends this class.
public abstract class StreamLogContract {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Instant FAR_AHEAD = Instant.now().plus(Duration.ofDays(1));

    private final String stream = "contract-" + Identifiers.next() + ":{lead.0}";
    private final String other = "contract-" + Identifiers.next() + ":{lead.1}";
    private final List<GroupReader> readers = new ArrayList<>();

    protected abstract StreamLog log();

    @AfterEach
    void closeReaders() {
        readers.forEach(GroupReader::close);
    }

    @Test
    void shouldGiveEntriesInTheOrderTheyWereAppended() {
        // Given
        var reader = joined("matching");
        var ids = append(stream, 5);
        // When
        var read = news(reader, 3);
        read.addAll(news(reader, 3));
        // Then
        assertThat(read).isEqualTo(ids);
    }

    @Test
    void shouldGiveEveryGroupEverything() {
        // Given
        var ids = append(stream, 2);
        // When
        var one = news(joined("matching"), 10);
        var two = news(joined("notifier"), 10);
        // Then
        assertThat(one).isEqualTo(two).isEqualTo(ids);
    }

    @Test
    void shouldGiveNothingTwiceAsNews() {
        // Given
        var reader = joined("matching");
        append(stream, 2);
        news(reader, 10);
        // When
        var again = news(reader, 10);
        // Then
        assertThat(again).isEmpty();
    }

    @Test
    void shouldKnowWhetherTheGroupExists() {
        // Given
        var reader = reader("matching");
        var before = reader.hasGroup(stream);
        // When
        reader.join(stream);
        reader.join(stream);
        // Then
        assertThat(before).isFalse();
        assertThat(reader.hasGroup(stream)).isTrue();
        assertThat(reader.hasGroup(other)).isFalse();
    }

    @Test
    void shouldChangeNothingByTryingOut() {
        // Given
        var reader = joined("matching");
        var ids = append(stream, 2);
        // When
        reader.tryOut(List.of(stream, other));
        // Then
        assertThat(reader.hasGroup(other)).isFalse();
        assertThat(reader.pending(stream, 10).isEmpty()).isTrue();
        assertThat(news(reader, 10)).isEqualTo(ids);
    }

    @Test
    void shouldKeepWhatIsNotAcknowledgedForTheNextReader() {
        // Given
        var dying = joined("matching");
        var ids = append(stream, 3);
        dying.news(List.of(stream), 10, AT_ONCE);
        dying.close();
        // When
        var pending = joined("matching").pending(stream, 10);
        // Then
        assertThat(eventIds(pending)).isEqualTo(ids);
        assertThat(pending.entries())
                .allSatisfy(entry -> assertThat(entry.deliveries()).isGreaterThan(1));
    }

    @Test
    void shouldForgetWhatIsAcknowledged() {
        // Given
        var reader = joined("matching");
        var ids = append(stream, 3);
        var batch = reader.news(List.of(stream), 10, AT_ONCE).getFirst();
        // When
        reader.acknowledge(stream, batch.ids().subList(0, 2));
        // Then
        assertThat(eventIds(reader.pending(stream, 10))).containsExactly(ids.getLast());
    }

    @Test
    void shouldCountDeliveries() {
        // Given
        var reader = joined("matching");
        append(stream, 1);
        reader.news(List.of(stream), 10, AT_ONCE);
        // When
        var second = reader.pending(stream, 10).entries().getFirst().deliveries();
        var third = reader.pending(stream, 10).entries().getFirst().deliveries();
        // Then
        assertThat(third).isEqualTo(second + 1);
    }

    @Test
    void shouldReadSeveralStreamsAtOnce() {
        // Given
        var reader = joined("matching");
        reader.join(other);
        append(stream, 1);
        append(other, 1);
        // When
        var batches = reader.news(List.of(stream, other), 10, AT_ONCE);
        // Then
        assertThat(batches)
                .extracting(StreamBatch::stream)
                .containsExactlyInAnyOrder(stream, other);
    }

    @Test
    void shouldComeBackEmptyWhenNothingComes() {
        // Given
        var reader = joined("matching");
        // When
        var batches = reader.news(List.of(stream), 10, Duration.ofMillis(30));
        // Then
        assertThat(batches).isEmpty();
    }

    @Test
    void shouldWakeAWaitingReader() throws Exception {
        // Given
        var reader = joined("matching");
        var waiting = CompletableFuture.supplyAsync(() -> reader.news(List.of(stream), 10, SOON));
        // When
        var ids = append(stream, 1);
        // Then
        assertThat(eventIds(waiting.get(10, TimeUnit.SECONDS).getFirst())).isEqualTo(ids);
    }

    @Test
    void shouldRefuseToReadForAGroupThatDoesNotExist() {
        // Given
        append(stream, 1);
        var reader = reader("matching");
        // Then
        assertThatThrownBy(() -> reader.news(List.of(stream), 10, AT_ONCE))
                .hasMessageContaining("NOGROUP");
    }

    @Test
    void shouldShowTheMarkOfEachProducerUntilItIsRecalled() {
        // Given
        var matching = markedNext(Source.MATCHING);
        var intake = markedNext(Source.LEAD_INTAKE);
        var before =
                List.of(done(log().mark(Source.MATCHING)), done(log().mark(Source.LEAD_INTAKE)));
        // When
        done(log().recall());
        // Then
        assertThat(before).containsExactly(matching, intake);
        assertThat(done(log().mark(Source.MATCHING))).isZero();
    }

    @Test
    void shouldLeaveTheMarkWhenItIsNotTheOneThatWasRead() {
        // Given
        var read = markedNext(Source.MATCHING);
        done(log().recall());
        var since = markedNext(Source.MATCHING);
        // When
        var moved = done(log().append(List.of(), new Mark(Source.MATCHING, read + 1, read + 2)));
        // Then
        assertThat(moved).isFalse();
        assertThat(done(log().mark(Source.MATCHING))).isEqualTo(since);
    }

    @Test
    void shouldLeaveMarksAloneWhenFactsAreToldOnceMore() {
        // Given
        var mark = markedNext(Source.MATCHING);
        var reader = joined("matching");
        var entry = new Addressed(stream, EventEntry.of(event(1)));
        // When
        done(log().append(List.of(entry)));
        // Then
        assertThat(news(reader, 10)).hasSize(1);
        assertThat(done(log().mark(Source.MATCHING))).isEqualTo(mark);
    }

    @Test
    void shouldTrimOnlyWhatEveryGroupHasHandled() {
        // Given
        var fast = joined("matching");
        var slow = joined("notifier");
        appendMany();
        handle(fast, 400);
        handle(slow, 200);
        // When
        done(log().trim(stream, Set.of("matching", "notifier"), FAR_AHEAD));
        // Then
        var left = done(log().state(stream, "notifier")).length();
        assertThat(left).isBetween(200L, 399L);
    }

    @Test
    void shouldTrimNothingThatIsPending() {
        // Given
        var reader = joined("matching");
        appendMany();
        reader.news(List.of(stream), 1, AT_ONCE);
        handle(reader, 399);
        // When
        var removed = done(log().trim(stream, Set.of("matching"), FAR_AHEAD));
        // Then
        assertThat(removed).isZero();
    }

    @Test
    void shouldTrimNothingWhileAGroupIsMissing() {
        // Given
        var reader = joined("matching");
        appendMany();
        handle(reader, 400);
        // When
        var removed = done(log().trim(stream, Set.of("matching", "notifier"), FAR_AHEAD));
        // Then
        assertThat(removed).isZero();
    }

    @Test
    void shouldTrimNothingYoungerThanAsked() {
        // Given
        var reader = joined("matching");
        appendMany();
        handle(reader, 400);
        // When
        var removed = done(log().trim(stream, Set.of("matching"), Instant.EPOCH));
        // Then
        assertThat(removed).isZero();
    }

    @Test
    void shouldTellHowFarAGroupIs() {
        // Given
        var reader = joined("matching");
        append(stream, 5);
        reader.news(List.of(stream), 2, AT_ONCE);
        // When
        var state = done(log().state(stream, "matching"));
        var unknown = done(log().state(stream, "notifier"));
        // Then
        assertThat(state.length()).isEqualTo(5);
        assertThat(state.lag()).isEqualTo(3);
        assertThat(state.pending()).isEqualTo(2);
        assertThat(state.waiting()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(unknown).isEqualTo(GroupState.NONE);
    }

    @Test
    void shouldTellThatNothingWaits() {
        // Given
        var reader = joined("matching");
        append(stream, 2);
        handle(reader, 2);
        // When
        var state = done(log().state(stream, "matching"));
        // Then
        assertThat(state).isEqualTo(new GroupState(2, 0, 0, Duration.ZERO));
    }

    /// More than a node of a Redis stream holds, because trimming removes whole nodes.
    private void appendMany() {
        append(stream, 400);
    }

    private void handle(GroupReader reader, int entries) {
        reader.acknowledge(stream, reader.news(List.of(stream), entries, AT_ONCE).getFirst().ids());
    }

    private GroupReader joined(String group) {
        var reader = reader(group);
        reader.join(stream);
        return reader;
    }

    private GroupReader reader(String group) {
        var reader = log().reader(group);
        readers.add(reader);
        return reader;
    }

    /// @return the new mark
    private long markedNext(Source producer) {
        long read = done(log().mark(producer));
        var next = new Mark(producer, read, read + 1);
        assertThat(done(log().append(List.of(), next))).isTrue();
        return next.round();
    }

    private List<UUID> append(String stream, int count) {
        var events = IntStream.rangeClosed(1, count).mapToObj(StreamLogContract::event).toList();
        done(
                log().append(
                                events.stream()
                                        .map(event -> new Addressed(stream, EventEntry.of(event)))
                                        .toList()));
        return events.stream().map(Event::id).toList();
    }

    private static Event event(int sequence) {
        return new Event(
                Identifiers.next(),
                Source.LEAD_INTAKE,
                Instant.EPOCH,
                sequence,
                null,
                new LeadSubmitted(Identifiers.next(), Instant.EPOCH));
    }

    private List<UUID> news(GroupReader reader, int max) {
        return new ArrayList<>(
                reader.news(List.of(stream), max, AT_ONCE).stream()
                        .flatMap(batch -> eventIds(batch).stream())
                        .toList());
    }

    private static List<UUID> eventIds(StreamBatch batch) {
        return batch.entries().stream().map(entry -> entry.event().id().orElseThrow()).toList();
    }

    private static <T> T done(Uni<T> uni) {
        return uni.await().atMost(SOON);
    }
}
