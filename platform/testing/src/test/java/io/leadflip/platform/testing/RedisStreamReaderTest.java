package io.leadflip.platform.testing;

import io.leadflip.platform.stream.StreamLog;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class RedisStreamReaderTest extends StreamReaderContract {
    @Inject StreamLog log;

    @Override
    protected StreamLog log() {
        return log;
    }
}
