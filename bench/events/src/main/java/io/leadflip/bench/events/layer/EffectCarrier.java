package io.leadflip.bench.events.layer;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadflip.bench.events.runner.TaskLoop.Task;
import io.leadflip.bench.events.sample.SampleEvents;
import io.leadflip.contracts.event.Domain;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.stream.StreamConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

/// L2: one transaction an event into the outbox, relay, stream, inbox, one row an event.
@ApplicationScoped
class EffectCarrier implements Carrier {
    private static final int PRODUCERS = 16;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Transactions transactions;
    private final Outbox outbox;
    private final Sql sql;
    private final Redis redis;
    private final StreamConfig config;
    private final Arrivals arrivals;

    EffectCarrier(
            Transactions transactions,
            Outbox outbox,
            Sql sql,
            Redis redis,
            StreamConfig config,
            Arrivals arrivals) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.sql = sql;
        this.redis = redis;
        this.config = config;
        this.arrivals = arrivals;
    }

    @Override
    public Map<String, Task> tasks() {
        return Map.of(
                "through", this::through,
                "paced", this::paced,
                "clear", options -> clear());
    }

    private Map<String, ?> through(JsonNode options) throws InterruptedException {
        var events = Carrier.events(options);
        var samples = new SampleEvents();
        arrivals.expect(events, false);
        var started = System.nanoTime();
        Multi.createFrom()
                .range(0, events)
                .onItem()
                .transformToUni(index -> append(samples, index))
                .merge(PRODUCERS)
                .collect()
                .last()
                .await()
                .atMost(LONGEST);
        return Carrier.carried(options, started, arrivals.awaitAll());
    }

    private Map<String, ?> paced(JsonNode options) throws InterruptedException {
        var samples = new SampleEvents();
        return PacedRun.of(options).with(arrivals, index -> append(samples, index));
    }

    private Uni<Void> append(SampleEvents samples, int index) {
        return transactions.apart(() -> outbox.append(samples.fact(index)));
    }

    /// Everything is handled by now, so that no entry is needed any more.
    private Map<String, ?> clear() {
        for (var stream : config.streams().of(Domain.LEAD)) {
            redis.send(Request.cmd(Command.XTRIM).arg(stream).arg("MAXLEN").arg("0"))
                    .await()
                    .atMost(LONGEST);
        }
        transactions.apart(() -> sql.update("truncate result")).await().atMost(LONGEST);
        return Map.of();
    }
}
