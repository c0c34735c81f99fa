package io.leadflip.platform.postgres;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/// Gives each piece of work a Vert.x context of its own, where Hibernate Reactive may keep its
/// session.
@ApplicationScoped
public class Contexts {
    private final Vertx vertx;

    Contexts(Vertx vertx) {
        this.vertx = vertx;
    }

    /// Runs `work` on a new safe context on an event loop; the outcome arrives on that loop.
    /// Whoever stops waiting stops the work.
    public <T> Uni<T> isolated(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .emitter(
                        emitter -> {
                            var context = VertxContext.createNewDuplicatedContext(home());
                            VertxContextSafetyToggle.setContextSafe(context, true);
                            context.runOnContext(
                                    ignored -> {
                                        var running =
                                                Uni.createFrom()
                                                        .deferred(work::get)
                                                        .subscribe()
                                                        .with(emitter::complete, emitter::fail);
                                        emitter.onTermination(() -> cancelOn(context, running));
                                    });
                        });
    }

    /// Work from an event loop stays on it; work from other threads takes turns on all of them.
    /// (The context Vert.x would give such a thread is always the same one.)
    private Context home() {
        var current = Vertx.currentContext();
        return current == null ? ((VertxInternal) vertx).createEventLoopContext() : current;
    }

    /// On the work's own context, because a session can be rolled back and closed nowhere else;
    /// given up on another thread, it would keep its transaction and every lock in it.
    private static void cancelOn(Context context, Cancellable running) {
        context.runOnContext(ignored -> running.cancel());
    }

    /// Runs `work` right here when here is safe, else [isolated][#isolated].
    public <T> Uni<T> safe(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> isSafe() ? work.get() : isolated(work));
    }

    private static boolean isSafe() {
        return VertxContext.isOnDuplicatedContext()
                && VertxContextSafetyToggle.isExplicitlyMarkedAsSafe(Vertx.currentContext());
    }
}
