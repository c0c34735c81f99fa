package io.leadflip.intake.anthropic;

import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/// Keeps a model that is down from costing every lead its deadline, and a slow one from being asked
/// too much at once.
@ApplicationScoped
class Breaker {
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 10_000)
    @CircuitBreakerName("anthropic")
    @Bulkhead(8)
    <T> Uni<T> guard(Supplier<Uni<T>> call) {
        return call.get();
    }
}
