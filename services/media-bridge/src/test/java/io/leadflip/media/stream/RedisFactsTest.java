package io.leadflip.media.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.Domain;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.EventStreams;
import io.leadflip.contracts.event.MediaFact;
import io.leadflip.contracts.event.MediaFact.MediaStarted;
import io.leadflip.contracts.event.Source;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls go on while Redis is away.
class RedisFactsTest {
    private static final URI SERVER =
            URI.create(
                    System.getenv()
                            .getOrDefault("LEADFLIP_TEST_REDIS_URL", "redis://127.0.0.1:16379"));
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String prefix = "test-" + UUID.randomUUID();
    private final UUID leadId = UUID.randomUUID();
    private final UUID attemptId = UUID.randomUUID();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Vertx vertx;
    private CuttableLine line;
    private Redis redis;
    private RedisFacts facts;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        line = new CuttableLine(vertx, SERVER);
        Redis cuttable = client("redis://127.0.0.1:" + line.port());
        facts = new RedisFacts(cuttable, config(), vertx, metrics);
        redis = client(SERVER.toString());
    }

    @AfterEach
    void stop() throws Exception {
        ask(Request.cmd(Command.DEL).arg(stream()));
        line.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @Test
    void shouldTellInOrderWhatHappenedWhileRedisWasAway() throws Exception {
        // Given
        tell(1, 3);
        until(() -> facts.waiting() == 0);
        line.cut();
        tell(4, 40);
        until(() -> metrics.counter("leadflip.media.facts.retries").count() >= 2);
        assertThat(facts.waiting()).isEqualTo(37);
        // When
        line.join();
        // Then
        until(() -> facts.waiting() == 0);
        assertThat(numbers()).isEqualTo(IntStream.rangeClosed(1, 40).boxed().toList());
    }

    @Test
    void shouldRepeatWithTheSameIdsWhatRedisTookAndCouldNotAcknowledge() throws Exception {
        // Given
        tell(1, 1);
        until(() -> facts.waiting() == 0);
        line.swallowAnswers();
        tell(2, 6);
        until(line::swallowed);
        // When
        line.cut();
        line.join();
        // Then
        until(() -> facts.waiting() == 0);
        assertThat(entries()).hasSizeGreaterThan(6);
        assertThat(numbers()).isEqualTo(IntStream.rangeClosed(1, 6).boxed().toList());
    }

    @Test
    void shouldKeepOnlySoManyFactsAndTakeNoNewCallsBeforeThat() throws Exception {
        // Given
        line.cut();
        // When
        tell(1, 49);
        assertThat(facts.congested()).isFalse();
        tell(50, 120);
        // Then
        assertThat(facts.congested()).isTrue();
        assertThat(facts.waiting()).isEqualTo(100);
        assertThat(metrics.counter("leadflip.media.facts.lost").count()).isEqualTo(20);
        line.join();
        until(() -> facts.waiting() == 0);
        assertThat(numbers()).isEqualTo(IntStream.rangeClosed(1, 100).boxed().toList());
        assertThat(facts.congested()).isFalse();
    }

    @Test
    void shouldTellTheTraceOfTheCall() throws Exception {
        // Given
        String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        // When
        facts.tell(fact(1), traceparent);
        // Then
        until(() -> facts.waiting() == 0);
        assertThat(entries().getFirst().traceparent()).isEqualTo(traceparent);
    }

    /// A Redis that refuses for a moment (full, read-only) refuses a transaction as a whole; of
    /// single commands it would refuse one and take the next.
    @Test
    void shouldHaveTheFactsOfACallTakenTogetherOrNotAtAll() {
        // Given
        List<Event> ofOneCall = List.of(event(leadId, 1), event(leadId, 2));
        List<Event> alone = List.of(event(elsewhere(), 1));
        // When
        List<Command> together = commands(ofOneCall);
        List<Command> single = commands(alone);
        // Then
        assertThat(together)
                .containsExactly(Command.MULTI, Command.XADD, Command.XADD, Command.EXEC);
        assertThat(single).containsExactly(Command.XADD);
    }

    @Test
    void shouldKeepTheStreamsOfABatchApart() {
        // Given
        UUID elsewhere = elsewhere();
        // When
        List<Command> commands =
                commands(List.of(event(leadId, 1), event(elsewhere, 1), event(leadId, 2)));
        // Then
        assertThat(commands)
                .containsExactly(
                        Command.MULTI, Command.XADD, Command.XADD, Command.EXEC, Command.XADD);
    }

    private List<Command> commands(List<Event> batch) {
        return RedisFacts.adding(batch, streams()).stream().map(Request::command).toList();
    }

    /// A lead whose facts travel in another stream.
    private UUID elsewhere() {
        return Stream.generate(UUID::randomUUID)
                .filter(other -> !streams().of(fact(other, 1)).equals(stream()))
                .findFirst()
                .orElseThrow();
    }

    private Event event(UUID lead, int number) {
        return new Event(
                UUID.randomUUID(),
                Source.MEDIA_BRIDGE,
                Instant.EPOCH,
                number,
                null,
                fact(lead, number));
    }

    private void tell(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(number -> facts.tell(fact(number), null));
    }

    private MediaFact fact(int number) {
        return fact(leadId, number);
    }

    private MediaFact fact(UUID lead, int number) {
        return new MediaStarted(lead, UUID.randomUUID(), attemptId, number, "MZ1", Instant.EPOCH);
    }

    /// Numbers as a consumer sees them, which knows an event by its id.
    private List<Integer> numbers() throws Exception {
        Map<UUID, Integer> first = new LinkedHashMap<>();
        for (Event event : entries()) {
            first.putIfAbsent(event.id(), ((MediaFact) event.data()).number());
        }
        return List.copyOf(first.values());
    }

    private List<Event> entries() throws Exception {
        List<Event> events = new ArrayList<>();
        for (Response entry : ask(Request.cmd(Command.XRANGE).arg(stream()).arg("-").arg("+"))) {
            Map<String, String> fields = new LinkedHashMap<>();
            Response flat = entry.get(1);
            for (int i = 0; i < flat.size(); i += 2) {
                fields.put(flat.get(i).toString(), flat.get(i + 1).toString());
            }
            events.add(new EventEntry(fields).event());
        }
        return events;
    }

    private Response ask(Request request) {
        return redis.send(request).await().atMost(PATIENCE);
    }

    private String stream() {
        return streams().of(Domain.LEAD, leadId.toString());
    }

    private EventStreams streams() {
        return new EventStreams(prefix, 16);
    }

    private Redis client(String url) {
        return Redis.createClient(new io.vertx.mutiny.core.Vertx(vertx), url);
    }

    private FactsConfig config() {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(
                        new PropertiesConfigSource(
                                Map.of(
                                        "leadflip.events.prefix", prefix,
                                        "leadflip.events.waiting", "50",
                                        "leadflip.events.batch-size", "16",
                                        "leadflip.events.first-retry", "20ms",
                                        "leadflip.events.longest-retry", "100ms",
                                        "leadflip.events.timeout", "500ms"),
                                "test",
                                1))
                .withMapping(FactsConfig.class)
                .build()
                .getConfigMapping(FactsConfig.class);
    }

    private static void until(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(condition);
    }
}
