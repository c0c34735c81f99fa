package io.leadflip.bench.events.layer;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadflip.bench.events.runner.TaskLoop.Task;
import io.leadflip.contracts.event.Domain;
import io.leadflip.platform.postgres.Contexts;
import io.leadflip.platform.stream.ReaderHealth;
import io.leadflip.platform.stream.StreamConfig;
import io.leadflip.platform.stream.StreamLog;
import io.leadflip.platform.stream.StreamReader;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// L1: `StreamLog.append` and `StreamReader`, leases in memory, no database.
@ApplicationScoped
class TransportCarrier implements Carrier {
    static final String GROUP = "bench";
    private static final Duration END_WITHIN = Duration.ofSeconds(10);

    private final StreamLog log;
    private final StreamConfig config;
    private final Contexts contexts;
    private final Arrivals arrivals;
    private final Redis redis;

    TransportCarrier(
            StreamLog log, StreamConfig config, Contexts contexts, Arrivals arrivals, Redis redis) {
        this.log = log;
        this.config = config;
        this.contexts = contexts;
        this.arrivals = arrivals;
        this.redis = redis;
    }

    @Override
    public Map<String, Task> tasks() {
        return Map.of(
                "fill", this::fill,
                "drain", this::drain,
                "through", this::through,
                "paced", this::paced,
                "clear", options -> clear());
    }

    private Map<String, ?> fill(JsonNode options) throws InterruptedException {
        var started = System.nanoTime();
        new Producers(log, config, Optional.empty()).appendAll(Carrier.events(options));
        return Carrier.carried(options, started, System.nanoTime());
    }

    private Map<String, ?> drain(JsonNode options) throws InterruptedException {
        arrivals.expect(Carrier.events(options), false);
        var started = System.nanoTime();
        return Carrier.carried(options, started, read());
    }

    /// @implNote with a `window`, producers wait while that many events are under way, and what is
    ///   handled is trimmed meanwhile
    private Map<String, ?> through(JsonNode options) throws InterruptedException {
        var events = Carrier.events(options);
        var window =
                options.has("window")
                        ? Optional.of(options.get("window").asInt())
                        : Optional.<Integer>empty();
        arrivals.expect(events, false);
        var started = System.nanoTime();
        try (var trimming = window.map(size -> Trimming.of(log, streams())).orElse(Trimming.NONE)) {
            var producing =
                    new Producers(log, config, window.map(size -> new Window(arrivals, size)));
            var produced = CompletableFuture.runAsync(() -> producing.appendAll(events));
            var ended = read();
            produced.join();
            return Carrier.carried(options, started, ended);
        }
    }

    private Map<String, ?> paced(JsonNode options) throws InterruptedException {
        var producing = new Producers(log, config, Optional.empty());
        return whileReading(() -> PacedRun.of(options).with(arrivals, producing::append));
    }

    private long read() throws InterruptedException {
        return whileReading(arrivals::awaitAll);
    }

    /// What is done while a reader is at work.
    private interface Waiting<T> {
        T done() throws InterruptedException;
    }

    private <T> T whileReading(Waiting<T> waiting) throws InterruptedException {
        var reader =
                new StreamReader(
                        log,
                        new AllPartitions(streams()),
                        new NoEffect(contexts, arrivals),
                        config,
                        GROUP,
                        new ReaderHealth());
        var thread = Thread.ofVirtual().name("bench-reader").start(reader);
        try {
            return waiting.done();
        } finally {
            reader.stop();
            thread.join(END_WITHIN);
        }
    }

    private Map<String, ?> clear() {
        var request = Request.cmd(Command.DEL);
        streams().forEach(request::arg);
        redis.send(request).await().atMost(END_WITHIN);
        return Map.of();
    }

    private List<String> streams() {
        return config.streams().of(Domain.LEAD);
    }
}
