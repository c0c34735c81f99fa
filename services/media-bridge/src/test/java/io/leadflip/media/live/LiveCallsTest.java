package io.leadflip.media.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveCallsTest {
    /// Thread: matrix-os#17
    @Test
    void shouldGiveNoMorePlacesThanThereAreHoweverManyAskAtOnce() throws Exception {
        try (var call = new LoopCall();
                var threads = Executors.newFixedThreadPool(8)) {
            // Given
            var calls = call.calls;
            var together = new CountDownLatch(8);
            // When
            var asked =
                    IntStream.range(0, 8)
                            .mapToObj(
                                    thread ->
                                            threads.submit(
                                                    () -> {
                                                        together.countDown();
                                                        together.await();
                                                        return IntStream.range(0, 1_000)
                                                                .filter(i -> calls.admit())
                                                                .count();
                                                    }))
                            .toList();
            long admitted = 0;
            for (var each : asked) {
                admitted += each.get();
            }
            // Then
            assertThat(admitted).isEqualTo(calls.limit());
            assertThat(calls.active()).isEqualTo(calls.limit());
        }
    }
}
