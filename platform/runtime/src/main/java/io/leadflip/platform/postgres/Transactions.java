package io.leadflip.platform.postgres;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/// One session, one transaction, from anywhere: entities, outbox, inbox and work rows written
/// inside commit or fail together.
@ApplicationScoped
public class Transactions {
    private final Contexts contexts;

    Transactions(Contexts contexts) {
        this.contexts = contexts;
    }

    /// Joins the transaction that is running on this context, or opens and ends one around `work`.
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return contexts.safe(() -> Panache.withTransaction(work));
    }
}
