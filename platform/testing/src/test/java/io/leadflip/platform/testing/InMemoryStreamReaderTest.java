package io.leadflip.platform.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.leadflip.platform.stream.StreamLog;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InMemoryStreamReaderTest extends StreamReaderContract {
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final AtomicInteger recalls = new AtomicInteger();
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
            };

    @Override
    protected StreamLog log() {
        return log;
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
