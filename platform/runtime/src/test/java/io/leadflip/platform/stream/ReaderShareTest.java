package io.leadflip.platform.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReaderShareTest {
    private static final int ROUNDS = 20;

    @Test
    void shouldTakeEverythingAlone() {
        assertThat(new ReaderShare(0, 0).of(32)).isEqualTo(32);
    }

    @ParameterizedTest
    @CsvSource({"32,2", "32,3", "32,5", "32,7", "32,9", "16,3", "16,16", "16,20", "8,1"})
    void shouldEndWithNoTwoReadersFurtherApartThanOne(int partitions, int readers) {
        // Given: one has everything, and the others come
        var held = new int[readers];
        held[0] = partitions;
        // When
        for (var round = 0; round < ROUNDS; round++) {
            for (var reader = 0; reader < readers; reader++) {
                rebalance(held, reader, partitions);
            }
        }
        // Then
        assertThat(Arrays.stream(held).sum()).isEqualTo(partitions);
        assertThat(Arrays.stream(held).max().orElseThrow())
                .isLessThanOrEqualTo(Arrays.stream(held).min().orElseThrow() + 1);
    }

    private static void rebalance(int[] held, int reader, int partitions) {
        var others = IntStream.range(0, held.length).filter(other -> other != reader).toArray();
        var fewest = Arrays.stream(others).map(other -> held[other]).min().orElse(0);
        var share = new ReaderShare(others.length, fewest).of(partitions);
        var free = partitions - Arrays.stream(held).sum();
        held[reader] = Math.min(share, held[reader] + free);
    }
}
