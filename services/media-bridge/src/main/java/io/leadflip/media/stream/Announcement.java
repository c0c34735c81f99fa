package io.leadflip.media.stream;

import io.leadflip.media.live.BridgeConfig;
import io.leadflip.media.live.FaultText;
import io.leadflip.media.live.LiveCalls;
import io.leadflip.media.live.ModelCheck;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/// Tells the dialler how many places this bridge has: a key that fades by itself when the bridge is
/// gone.
@ApplicationScoped
public class Announcement {
    private static final Logger LOG = Logger.getLogger(Announcement.class);

    private final Redis redis;
    private final LiveCalls calls;
    private final RedisFacts facts;
    private final ModelCheck model;
    private final BridgeConfig config;
    private final String key;
    private final Vertx vertx;

    Announcement(
            Redis redis,
            LiveCalls calls,
            RedisFacts facts,
            ModelCheck model,
            BridgeConfig config,
            FactsConfig facting,
            Vertx vertx) {
        this.redis = redis;
        this.calls = calls;
        this.facts = facts;
        this.model = model;
        this.config = config;
        this.key = facting.prefix() + ":bridge:" + calls.bridgeId();
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(0, config.announceEvery().toMillis(), id -> told());
    }

    private void told() {
        announce()
                .subscribe()
                .with(
                        nothing -> {},
                        failure ->
                                LOG.warnf(
                                        "This bridge could not be announced: %s",
                                        FaultText.of(failure)));
    }

    /// Announces now, so that a change is not seen only at the next turn.
    public Uni<Void> announce() {
        JsonObject places =
                new JsonObject()
                        .put("live", calls.active())
                        .put("limit", calls.limit())
                        .put("draining", calls.draining() || facts.congested() || !model.works());
        return redis.send(
                        Request.cmd(Command.SET)
                                .arg(key)
                                .arg(places.encode())
                                .arg("PX")
                                .arg(config.announcementLifetime().toMillis()))
                .replaceWithVoid();
    }
}
