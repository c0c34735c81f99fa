package io.leadflip.platform.testing;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.EventJson;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.Fact;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.stream.StreamConfig;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// The other services, seen from the one under test: tells it facts through Redis as they would,
/// and reads what it told.
@ApplicationScoped
public class TestEvents {
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final Redis redis;
    private final StreamConfig config;
    private final Transactions transactions;
    private final Sql sql;
    private final Clock clock;
    private final AtomicLong sequence = new AtomicLong();

    TestEvents(Redis redis, StreamConfig config, Transactions transactions, Sql sql, Clock clock) {
        this.redis = redis;
        this.config = config;
        this.transactions = transactions;
        this.sql = sql;
        this.clock = clock;
    }

    /// Tells a fact; the same as a service's relay would.
    public Event tell(Source source, Fact fact) {
        var event =
                new Event(
                        Identifiers.next(),
                        source,
                        clock.instant(),
                        sequence.incrementAndGet(),
                        null,
                        fact);
        deliver(event);
        return event;
    }

    /// Puts an event into its stream; again, if it was told before.
    public void deliver(Event event) {
        var request = Request.cmd(Command.XADD).arg(config.streams().of(event.data())).arg("*");
        EventEntry.of(event).fields().forEach((name, value) -> request.arg(name).arg(value));
        redis.send(request).await().atMost(WITHIN);
    }

    /// Facts of a type that the service under test has told so far, oldest first.
    public <F extends Fact> List<F> told(Class<F> fact) {
        var type = type(fact);
        return transactions
                .run(
                        () ->
                                sql.select(
                                        "select data from outbox where type = $1 order by position",
                                        type.wire()))
                .await()
                .atMost(WITHIN)
                .stream()
                .map(row -> fact.cast(read(type, row.text(0))))
                .toList();
    }

    private static Fact read(EventType type, String data) {
        try {
            return EventJson.read(type, data);
        } catch (EventJson.MalformedFactException e) {
            throw new AssertionError(e);
        }
    }

    private static EventType type(Class<? extends Fact> fact) {
        for (var type : EventType.values()) {
            if (type.fact() == fact) {
                return type;
            }
        }
        throw new IllegalArgumentException(fact + " is in no catalogue");
    }
}
