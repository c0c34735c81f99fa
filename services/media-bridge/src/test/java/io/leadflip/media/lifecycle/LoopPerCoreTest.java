package io.leadflip.media.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.media.live.PeersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PeersResource.class)
class LoopPerCoreTest {
    @Inject Vertx vertx;

    @Test
    void shouldRunOneEventLoopACore() {
        // When
        var loops = ((VertxInternal) vertx).getEventLoopGroup();
        // Then
        assertThat(StreamSupport.stream(loops.spliterator(), false).count())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }
}
