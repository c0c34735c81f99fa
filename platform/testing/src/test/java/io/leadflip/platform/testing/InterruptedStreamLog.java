package io.leadflip.platform.testing;

import io.leadflip.platform.stream.StreamLog;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.util.List;

/// Lets come between a round's two steps what a test has planned.
@Decorator
@Priority(1)
abstract class InterruptedStreamLog implements StreamLog {
    private final StreamLog log;
    private final Interruptions interruptions;

    @Inject
    InterruptedStreamLog(@Any @Delegate StreamLog log, Interruptions interruptions) {
        this.log = log;
        this.interruptions = interruptions;
    }

    @Override
    public Uni<Boolean> append(List<Addressed> facts, Mark mark) {
        return interruptions
                .take()
                .onItem()
                .ignore()
                .andContinueWithNull()
                .chain(() -> log.append(facts, mark));
    }
}
