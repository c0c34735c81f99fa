package io.leadflip.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.platform.outbox.OutboxProgress.Horizon;
import io.leadflip.platform.outbox.OutboxProgress.Sight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutboxProgressTest {
    @Test
    void shouldRaiseTheFloorWhenThereAreNoGaps() {
        // When
        var after = OutboxProgress.NOTHING_TOLD.after(List.of(1L, 2L, 3L), true, sight(10, 3, 12));
        // Then
        assertThat(after.floor()).isEqualTo(3);
        assertThat(after.beyond()).isEqualTo(PositionSet.EMPTY);
    }

    @Test
    void shouldKeepTheFloorBelowAGapThatMayStillBeFilled() {
        // Given
        var before = new OutboxProgress(1, PositionSet.EMPTY, new Horizon(2, 8));
        // When
        var after = before.after(List.of(3L), true, sight(7, 3, 9));
        // Then
        assertThat(after.floor()).isEqualTo(1);
        assertThat(after.isTold(2)).isFalse();
        assertThat(after.isTold(3)).isTrue();
    }

    @Test
    void shouldRaiseTheFloorOverAGapThatNobodyCanFillAnyMore() {
        // Given
        var before = new OutboxProgress(1, PositionSet.EMPTY, new Horizon(2, 8));
        // When
        var after = before.after(List.of(3L), true, sight(8, 3, 9));
        // Then
        assertThat(after.floor()).isEqualTo(3);
        assertThat(after.horizon()).isEqualTo(new Horizon(3, 9));
    }

    @Test
    void shouldNotRaiseTheFloorAboveWhatDidNotFitIntoTheBatch() {
        // Given
        var before = new OutboxProgress(0, PositionSet.EMPTY, new Horizon(10, 5));
        // When
        var after = before.after(List.of(2L, 4L), false, sight(5, 10, 6));
        // Then
        assertThat(after.floor()).isEqualTo(4);
        assertThat(after.isTold(5)).isFalse();
    }

    /// Transactions that take positions, commit late, or are rolled back, in every order that
    /// chance finds, beside a relay with small batches: in the end every committed position was
    /// told exactly once.
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldTellEveryCommittedPositionOnce(long seed) {
        // Given
        var database = new Database(new Random(seed));
        var told = new ArrayList<Long>();
        var progress = OutboxProgress.NOTHING_TOLD;
        // When
        for (var step = 0; step < 400; step++) {
            database.something();
            if (step % 3 == 0) {
                progress = database.tell(progress, told);
            }
        }
        database.endAll();
        for (var round = 0; round < 200; round++) {
            progress = database.tell(progress, told);
        }
        // Then
        assertThat(told).doesNotHaveDuplicates();
        assertThat(told.stream().sorted().toList()).isEqualTo(database.committed());
    }

    static List<Long> seeds() {
        return IntStream.range(0, 300).mapToObj(Long::valueOf).toList();
    }

    private static Sight sight(long oldestRunning, long lastPosition, long nextTransaction) {
        return new Sight(oldestRunning, new Horizon(lastPosition, nextTransaction));
    }

    /// As much of Postgres as matters here: ids for transactions, positions from a sequence, and
    /// visibility at commit.
    private static final class Database {
        private final Random random;
        private final TreeMap<Long, List<Long>> running = new TreeMap<>();
        private final List<Long> visible = new ArrayList<>();
        private long lastTransaction;
        private long lastPosition;

        private Database(Random random) {
            this.random = random;
        }

        private void something() {
            switch (random.nextInt(4)) {
                case 0 -> running.put(++lastTransaction, new ArrayList<>());
                case 1, 2 -> any().ifPresent(id -> running.get(id).add(++lastPosition));
                default -> any().ifPresent(this::end);
            }
        }

        private Optional<Long> any() {
            return running.keySet().stream().skip(random.nextInt(running.size() + 1)).findFirst();
        }

        private void end(long transaction) {
            var positions = running.remove(transaction);
            if (random.nextInt(3) > 0) {
                visible.addAll(positions);
            }
        }

        private void endAll() {
            List.copyOf(running.keySet()).forEach(this::end);
        }

        private List<Long> committed() {
            return visible.stream().sorted().toList();
        }

        private OutboxProgress tell(OutboxProgress progress, List<Long> told) {
            var size = random.nextInt(1, 6);
            var oldest = running.isEmpty() ? lastTransaction + 1 : running.firstKey();
            var sight = new Sight(oldest, new Horizon(lastPosition, lastTransaction + 1));
            var batch =
                    visible.stream()
                            .filter(position -> !progress.isTold(position))
                            .sorted(Comparator.naturalOrder())
                            .limit(size)
                            .toList();
            told.addAll(batch);
            return batch.isEmpty() ? progress : progress.after(batch, batch.size() < size, sight);
        }
    }
}
