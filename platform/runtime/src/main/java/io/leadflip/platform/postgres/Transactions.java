package io.leadflip.platform.postgres;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/// One session, one transaction, from anywhere: entities, outbox, inbox and work rows written
/// inside commit or fail together.
@ApplicationScoped
public class Transactions {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Contexts contexts;

    Transactions(Contexts contexts) {
        this.contexts = contexts;
    }

    /// A transaction of its own on a context of its own, whatever is running here; gives up after
    /// 30 s, when the server has long given up too.
    public <T> Uni<T> apart(Supplier<Uni<T>> work) {
        return contexts.isolated(() -> Panache.withTransaction(work))
                .ifNoItem()
                .after(LONGEST)
                .fail();
    }

    /// Joins the transaction that is running on this context, or opens and ends one around `work`.
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return contexts.safe(() -> Panache.withTransaction(work));
    }
}
