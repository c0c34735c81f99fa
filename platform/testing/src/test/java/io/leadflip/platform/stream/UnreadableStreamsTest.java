package io.leadflip.platform.stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.InMemoryPartitionLeases;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A reader that cannot read says why, and has not read; that is what readiness asks.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class UnreadableStreamsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Inject Redis redis;
    @Inject StreamConfig config;
    @Inject Vertx vertx;

    @ConfigProperty(name = "quarkus.redis.hosts")
    String url;

    private final String stream = "unreadable-" + Identifiers.next() + ":{lead.0}";
    private final String user = "user-" + Identifiers.next();
    private final InMemoryPartitionLeases leases = new InMemoryPartitionLeases(List.of(stream));
    private final ReaderHealth health = new ReaderHealth();
    private StreamReader reader;
    private Thread thread;

    @AfterEach
    void stopReader() throws InterruptedException {
        reader.stop();
        thread.join(Duration.ofSeconds(20));
        command(Command.DEL, stream);
        command(Command.ACL, "DELUSER", user);
    }

    @Test
    void shouldSayThatAKeyIsNoStream() {
        // Given
        command(Command.SET, stream, "not a stream");
        // When
        read(url);
        // Then
        awaitProblem("WRONGTYPE");
    }

    @Test
    void shouldSayThatARightIsMissing() {
        // Given
        command(Command.ACL, "SETUSER", user, "on", ">secret", "~*", "+@all", "-xreadgroup");
        // When
        read(as(user, "secret"));
        // Then
        awaitProblem("NOPERM");
    }

    @Test
    void shouldSayThatItMayReadAndNotAcknowledge() {
        // Given
        command(Command.ACL, "SETUSER", user, "on", ">secret", "~*", "+@all", "-xack");
        // When
        read(as(user, "secret"));
        // Then
        awaitProblem("NOPERM");
    }

    /// What is not acknowledged is given out again and again.
    @Test
    void shouldNotGoOnWhenWhatItAcknowledgesIsRefused() {
        // Given
        command(Command.ACL, "SETUSER", user, "on", ">secret", "~*", "+@all");
        read(as(user, "secret"));
        await().atMost(20, SECONDS).until(health::isProven);
        // When
        command(Command.ACL, "SETUSER", user, "-xack");
        command(Command.XADD, stream, "*", "type", "of-nobody");
        // Then
        await().atMost(20, SECONDS).until(() -> says("not acknowledged"));
    }

    @Test
    void shouldSayThatARightIsMissingWhenOthersHaveAllPartitions() {
        // Given
        leases.lose(stream);
        command(Command.ACL, "SETUSER", user, "on", ">secret", "~*", "+@all", "-xreadgroup");
        // When
        read(as(user, "secret"));
        // Then
        awaitProblem("NOPERM");
    }

    @Test
    void shouldBeProvenWhenOthersHaveAllPartitions() {
        // Given
        leases.lose(stream);
        // When
        read(url);
        // Then
        await().atMost(20, SECONDS).until(health::isProven);
        assertThat(health.completedReads()).isZero();
    }

    private void awaitProblem(String words) {
        await().atMost(20, SECONDS).until(() -> says(words));
        assertThat(health.isProven()).isFalse();
    }

    private boolean says(String words) {
        return health.problem().orElse("").contains(words);
    }

    private void read(String url) {
        reader =
                new StreamReader(
                        new RedisStreamLog(redis, config, vertx, url),
                        leases,
                        read -> read.stream().map(batch -> Uni.createFrom().voidItem()).toList(),
                        config,
                        "matching",
                        health);
        thread = Thread.ofVirtual().start(reader);
    }

    private String as(String name, String password) {
        var server = URI.create(url);
        return "redis://%s:%s@%s:%d%s"
                .formatted(name, password, server.getHost(), server.getPort(), server.getPath());
    }

    private void command(Command command, String... arguments) {
        var request = Request.cmd(command);
        for (var argument : arguments) {
            request.arg(argument);
        }
        redis.send(request).await().atMost(PATIENCE);
    }
}
