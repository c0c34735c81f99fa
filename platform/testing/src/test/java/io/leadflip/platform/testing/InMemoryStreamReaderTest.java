package io.leadflip.platform.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.leadflip.platform.stream.GroupReader;
import io.leadflip.platform.stream.StreamLog;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InMemoryStreamReaderTest extends StreamReaderContract {
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final AtomicInteger recalls = new AtomicInteger();
    private final AtomicBoolean blind = new AtomicBoolean();
    private final InMemoryStreamLog log =
            new InMemoryStreamLog(Clock.systemUTC()) {
                @Override
                public synchronized Uni<Void> recall() {
                    if (interrupted.getAndSet(false)) {
                        return Uni.createFrom().failure(new IllegalStateException("on purpose"));
                    }
                    recalls.incrementAndGet();
                    return super.recall();
                }

                @Override
                public GroupReader reader(String group) {
                    if (blind.get()) {
                        throw new IllegalStateException("Redis is away, for this process only");
                    }
                    return super.reader(group);
                }
            };

    @Override
    protected StreamLog log() {
        return log;
    }

    @Override
    protected void lose(String stream) {
        log.lose(stream);
    }

    @Test
    void shouldLeaveItsPartitionsToOthersWhileItCannotRead() {
        // Given
        leases.rebalance(List.of());
        blind.set(true);
        // When
        startReader();
        // Then
        await().atMost(10, SECONDS).until(() -> leases.held().isEmpty());
        blind.set(false);
        var ids = append(stream, 1);
        await().atMost(10, SECONDS).until(() -> settled(stream).equals(ids));
    }

    @Test
    void shouldAskProducersAgainWhenTheAskingWasInterrupted() {
        // Given
        startReader();
        var before = append(stream, 1);
        await().atMost(10, SECONDS).until(() -> settled(stream).equals(before));
        // When
        interrupted.set(true);
        log.lose();
        // Then
        await().atMost(10, SECONDS).until(() -> recalls.get() > 0);
    }
}
