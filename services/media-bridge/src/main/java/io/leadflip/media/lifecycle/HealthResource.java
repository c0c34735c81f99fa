package io.leadflip.media.lifecycle;

import io.leadflip.media.live.LiveCalls;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;

/// The short health answer that operators of the earlier system know.
@Path("/health")
@ApplicationScoped
public class HealthResource {
    private final LiveCalls calls;
    private volatile long startedAt;

    HealthResource(LiveCalls calls) {
        this.calls = calls;
    }

    void started(@Observes StartupEvent event) {
        startedAt = System.nanoTime();
    }

    @GET
    public Health health() {
        return new Health(
                calls.draining() ? "draining" : "healthy",
                calls.active(),
                Duration.ofNanos(System.nanoTime() - startedAt).toSeconds());
    }

    /// @param uptime in seconds
    public record Health(String status, int activeCalls, long uptime) {}
}
