package io.leadflip.platform.door;

import io.leadflip.contracts.event.Source;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Makes clients of other services' doors: right address, bounded times, a fresh token on every
/// request.
@ApplicationScoped
public class DoorClients {
    private final DoorConfig config;
    private final DoorTokens tokens;

    DoorClients(DoorConfig config, DoorTokens tokens) {
        this.config = config;
        this.tokens = tokens;
    }

    /// @param api a JAX-RS interface whose methods return `Uni`
    public <T> T client(Class<T> api, Source callee) {
        ClientRequestFilter authorize =
                request ->
                        request.getHeaders()
                                .putSingle("Authorization", "Bearer " + tokens.issue(callee));
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(address(callee))
                .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .register(authorize)
                .build(api);
    }

    private URI address(Source callee) {
        return Optional.ofNullable(config.peers().get(callee.wire()))
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "leadflip.door.peers." + callee.wire() + " is not set"));
    }
}
