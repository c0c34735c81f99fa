package io.leadflip.platform.work;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The dispatchers of this process: one from start to stop. More may be opened; they share the
/// work.
@ApplicationScoped
public class WorkDispatchers {
    private final List<WorkDispatcher> open = new CopyOnWriteArrayList<>();
    private final List<WorkHandler> handlers;
    private final WorkRows rows;
    private final WorkTry tries;
    private final WorkConfig config;
    private final Vertx vertx;

    WorkDispatchers(
            @All List<WorkHandler> handlers,
            WorkRows rows,
            WorkTry tries,
            WorkConfig config,
            Vertx vertx) {
        this.handlers = handlers;
        this.rows = rows;
        this.tries = tries;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes @jakarta.annotation.Priority(2000) StartupEvent event) {
        if (config.dispatch() && !handlers.isEmpty()) {
            open();
        }
    }

    public WorkDispatcher open() {
        var dispatcher = new WorkDispatcher(handlers, rows, tries, config, vertx);
        open.add(dispatcher);
        return dispatcher;
    }

    /// Work becomes due after `delay`.
    void wakeWithin(Duration delay) {
        open.forEach(dispatcher -> dispatcher.wakeWithin(delay));
    }

    void drain(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        close();
    }

    void stop(@Observes @jakarta.annotation.Priority(10) Shutdown event)
            throws InterruptedException {
        close();
    }

    private void close() throws InterruptedException {
        for (var dispatcher : open) {
            dispatcher.close();
        }
    }
}
