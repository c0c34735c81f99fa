package io.leadflip.platform.stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

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
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The same promises over a line that falls silent and is not closed, as one does behind a
/// firewall.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class SilencedStreamReaderTest extends StreamReaderContract {
    @Inject Redis redis;
    @Inject StreamConfig config;
    @Inject Vertx vertx;

    @ConfigProperty(name = "quarkus.redis.hosts")
    String url;

    private SilentLine line;

    @BeforeEach
    void lay() {
        line = new SilentLine(vertx, URI.create(url));
    }

    @AfterEach
    void cut() {
        stopReaders();
        line.close();
    }

    @Override
    protected StreamLog log() {
        return new RedisStreamLog(redis, config, vertx, line.url());
    }

    @Override
    protected void lose(String stream) {
        redis.send(Request.cmd(Command.DEL).arg(stream)).await().atMost(Duration.ofSeconds(5));
    }

    @Test
    void shouldReadOnAnotherConnectionWhenItsOwnFallsSilent() {
        // Given
        startReader();
        var before = append(stream, 1);
        await().atMost(10, SECONDS).until(() -> settled(stream).equals(before));
        // When
        line.fallSilent();
        var after = append(stream, 2);
        // Then
        var all = Stream.concat(before.stream(), after.stream()).toList();
        await().atMost(20, SECONDS)
                .until(() -> settled(stream).stream().distinct().toList().equals(all));
    }
}
