package io.leadflip.platform.stream;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.ArrayList;
import org.jboss.logging.Logger;

/// Removes entries that every group has handled and that are old enough. What any group still needs
/// is never removed, however long it waits: a stream that grows is an alarm, not a licence to
/// forget.
@ApplicationScoped
class StreamTrim {
    private static final Logger LOG = Logger.getLogger(StreamTrim.class);

    private final Redis redis;
    private final StreamConfig config;
    private final PartitionLeases leases;
    private final Clock clock;
    private final Vertx vertx;

    StreamTrim(Redis redis, StreamConfig config, PartitionLeases leases, Clock clock, Vertx vertx) {
        this.redis = redis;
        this.config = config;
        this.leases = leases;
        this.clock = clock;
        this.vertx = vertx;
    }

    void start(@Observes @Priority(2000) StartupEvent event) {
        if (config.consume()) {
            vertx.setPeriodic(config.trimInterval().toMillis(), timer -> trimHeld());
        }
    }

    private void trimHeld() {
        Multi.createFrom()
                .iterable(leases.held())
                .onItem()
                .transformToUniAndConcatenate(this::trim)
                .collect()
                .last()
                .subscribe()
                .with(
                        done -> {},
                        failure -> LOG.debugf("Streams were not trimmed: %s", failure.toString()));
    }

    private Uni<Void> trim(String stream) {
        return send(Request.cmd(Command.XINFO).arg("GROUPS").arg(stream))
                .chain(groups -> firstNeeded(stream, groups))
                .chain(
                        first ->
                                send(
                                        Request.cmd(Command.XTRIM)
                                                .arg(stream)
                                                .arg("MINID")
                                                .arg("~")
                                                .arg(first.toString())))
                .replaceWithVoid();
    }

    /// The smallest id that a group has not acknowledged or that is not old enough yet.
    private Uni<EntryId> firstNeeded(String stream, Response groups) {
        var youngest = new EntryId(clock.millis() - config.keepHandled().toMillis(), 0);
        var needed = new ArrayList<Uni<EntryId>>();
        for (var group : groups) {
            var delivered = EntryId.of(group.get("last-delivered-id").toString());
            needed.add(
                    oldestPending(stream, group.get("name").toString())
                            .map(pending -> pending.min(delivered)));
        }
        return needed.isEmpty()
                ? Uni.createFrom().item(new EntryId(0, 0))
                : Uni.join()
                        .all(needed)
                        .andFailFast()
                        .map(ids -> ids.stream().reduce(youngest, EntryId::min));
    }

    private Uni<EntryId> oldestPending(String stream, String group) {
        return send(Request.cmd(Command.XPENDING).arg(stream).arg(group))
                .map(
                        summary ->
                                summary.get(0).toLong() == 0
                                        ? EntryId.LAST
                                        : EntryId.of(summary.get(1).toString()));
    }

    private Uni<Response> send(Request request) {
        return redis.send(request).ifNoItem().after(config.watchdog()).fail();
    }

    /// The id of a stream entry: milliseconds, then a counter.
    record EntryId(long millis, long number) {
        static final EntryId LAST = new EntryId(Long.MAX_VALUE, Long.MAX_VALUE);

        static EntryId of(String text) {
            var parts = text.split("-");
            return new EntryId(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }

        EntryId min(EntryId other) {
            return millis < other.millis || (millis == other.millis && number <= other.number)
                    ? this
                    : other;
        }

        @Override
        public String toString() {
            return millis + "-" + number;
        }
    }
}
