package io.leadflip.platform.replay;

import io.leadflip.platform.lifecycle.Rounds;
import io.leadflip.platform.outbox.OutboxConfig;
import io.leadflip.platform.postgres.Contexts;
import io.leadflip.platform.problem.FailureDescription;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import org.jboss.logging.Logger;

/// Carries out replays, batch by batch, beside the relay. A process that dies leaves its replay to
/// be gone on with by the next that looks.
@ApplicationScoped
class OutboxReplayer {
    private static final Logger LOG = Logger.getLogger(OutboxReplayer.class);

    private final ReplayBatch batch;
    private final ReplayConfig config;
    private final OutboxConfig outbox;
    private final Contexts contexts;
    private final Vertx vertx;
    private final Rounds rounds = new Rounds();

    OutboxReplayer(
            ReplayBatch batch,
            ReplayConfig config,
            OutboxConfig outbox,
            Contexts contexts,
            Vertx vertx) {
        this.batch = batch;
        this.config = config;
        this.outbox = outbox;
        this.contexts = contexts;
        this.vertx = vertx;
    }

    void start(@Observes @Priority(2000) StartupEvent event) {
        if (outbox.relay()) {
            vertx.setPeriodic(config.pollInterval().toMillis(), timer -> round());
        }
    }

    void stop(@Observes Shutdown event) {
        rounds.stop();
    }

    private void round() {
        rounds.begin(
                () -> contexts.isolated(this::tellAll),
                failure ->
                        LOG.warnf(
                                "Facts were not told again, trying later: %s",
                                FailureDescription.brief(failure)));
    }

    private Uni<Boolean> tellAll() {
        return Multi.createBy()
                .repeating()
                .uni(batch::tellNext)
                .withDelay(config.pause())
                .whilst(more -> more && !rounds.stopped())
                .collect()
                .last();
    }
}
