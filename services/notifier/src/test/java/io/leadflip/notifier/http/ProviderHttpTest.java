package io.leadflip.notifier.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.notifier.NotifierConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderHttpTest {
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final PoliciesSeen seen = new PoliciesSeen();
    private final Vertx vertx = Vertx.builder().withTracer(options -> seen).build();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldLeaveNoTraceOfWhoIsLookedUp() {
        // Given
        var provider =
                vertx.createHttpServer()
                        .requestHandler(request -> request.response().end())
                        .listen(0)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        var http = new ProviderHttp(vertx, config());
        var whom = MultiMap.caseInsensitiveMultiMap().add("To", "+13175550123");
        // When
        var reply =
                http.get(URI.create("http://localhost:" + provider.actualPort()), "none", whom)
                        .await()
                        .atMost(WITHIN);
        // Then
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        assertThat(seen.policies).containsOnly(TracingPolicy.IGNORE);
    }

    private static NotifierConfig config() {
        return new SmallRyeConfigBuilder()
                .withMapping(NotifierConfig.class)
                .withDefaultValue("leadflip.notifier.public-origin", "https://x.example")
                .withDefaultValue("leadflip.notifier.postal-address", "Here")
                .build()
                .getConfigMapping(NotifierConfig.class);
    }

    /// Sees under which policy each request goes out.
    private static final class PoliciesSeen implements VertxTracer<Object, Object> {
        private final List<TracingPolicy> policies = new CopyOnWriteArrayList<>();

        @Override
        public <R> Object sendRequest(
                Context context,
                SpanKind kind,
                TracingPolicy policy,
                R request,
                String operation,
                BiConsumer<String, String> headers,
                TagExtractor<R> tags) {
            policies.add(policy);
            return null;
        }
    }
}
