package io.leadflip.platform.testing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;

/// What a test lets happen between the reading of a mark and the telling of the round behind it.
@ApplicationScoped
class Interruptions {
    private static final Uni<?> NOTHING = Uni.createFrom().voidItem();

    private final AtomicReference<Uni<?>> next = new AtomicReference<>(NOTHING);

    void beforeNextRound(Uni<?> event) {
        next.set(event);
    }

    boolean over() {
        return next.get() == NOTHING;
    }

    Uni<?> take() {
        return next.getAndSet(NOTHING);
    }
}
