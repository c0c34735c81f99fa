package io.leadflip.platform.postgres;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import org.hibernate.reactive.engine.ReactiveActionQueue;
import org.hibernate.reactive.engine.ReactiveAfterTransactionCompletionProcess;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.session.ReactiveSession;

/// What is to happen once the current transaction has committed, and not at all when it is rolled
/// back. A hint at best: a process that dies right after its commit never runs it.
@ApplicationScoped
public class AfterCommit {
    /// @param action must not wait; runs on the transaction's event loop
    public Uni<Void> run(Runnable action) {
        ReactiveAfterTransactionCompletionProcess process =
                (committed, session) -> {
                    if (committed) {
                        action.run();
                    }
                    return CompletableFuture.completedFuture(null);
                };
        return Panache.getSession()
                .invoke(session -> queueOf(session).registerProcess(process))
                .replaceWithVoid();
    }

    private static ReactiveActionQueue queueOf(Mutiny.Session session) {
        return ((MutinySessionImpl) session).unwrap(ReactiveSession.class).getReactiveActionQueue();
    }
}
