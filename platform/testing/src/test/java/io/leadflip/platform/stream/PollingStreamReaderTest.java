package io.leadflip.platform.stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.StreamReaderContract;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The same promises on a host that refuses reads that wait.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class PollingStreamReaderTest extends StreamReaderContract {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Inject Redis redis;
    @Inject StreamConfig config;
    @Inject Vertx vertx;

    @ConfigProperty(name = "quarkus.redis.hosts")
    String url;

    private final String user = "user-" + Identifiers.next();

    @BeforeEach
    void refuseToWait() {
        command(Command.ACL, "SETUSER", user, "on", ">secret", "~*", "+@all", "-xread");
    }

    @AfterEach
    void forgetUser() {
        stopReaders();
        command(Command.ACL, "DELUSER", user);
    }

    @Override
    protected StreamLog log() {
        var server = URI.create(url);
        return new RedisStreamLog(
                redis,
                config,
                vertx,
                "redis://%s:secret@%s:%d%s"
                        .formatted(user, server.getHost(), server.getPort(), server.getPath()));
    }

    @Override
    protected void lose(String stream) {
        command(Command.DEL, stream);
    }

    @Test
    void shouldNotHaveTheServerWait() {
        // Given
        startReader();
        // When
        append(stream, 1);
        await().atMost(10, SECONDS).until(() -> settled(stream).size() == 1);
        // Then
        await().during(Duration.ofSeconds(1))
                .atMost(10, SECONDS)
                .until(() -> readers().stream().noneMatch(PollingStreamReaderTest::waits));
        await().atMost(10, SECONDS).until(() -> !readers().isEmpty());
    }

    /// As `CLIENT LIST` shows them.
    private List<String> readers() {
        return command(Command.CLIENT, "LIST")
                .lines()
                .filter(client -> client.contains("user=" + user))
                .filter(client -> client.contains("cmd=xreadgroup"))
                .toList();
    }

    private static boolean waits(String client) {
        return client.contains("flags=b");
    }

    private String command(Command command, String... arguments) {
        var request = Request.cmd(command);
        for (var argument : arguments) {
            request.arg(argument);
        }
        return String.valueOf(redis.send(request).await().atMost(PATIENCE));
    }
}
