package io.leadflip.platform.testing;

import io.leadflip.platform.stream.StreamLog;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class RedisStreamReaderTest extends StreamReaderContract {
    @Inject StreamLog log;
    @Inject Redis redis;

    @Override
    protected StreamLog log() {
        return log;
    }

    @Override
    protected void lose(String stream) {
        redis.send(Request.cmd(Command.DEL).arg(stream)).await().atMost(Duration.ofSeconds(5));
    }
}
