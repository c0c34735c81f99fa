package io.leadflip.calls.dialing;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.Calls;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/// Attempts with their calls, as both stand while the call is locked: what was read before the lock
/// may have changed since.
@ApplicationScoped
public class LockedAttempts {
    private final Calls calls;
    private final Attempts attempts;

    LockedAttempts(Calls calls, Attempts attempts) {
        this.calls = calls;
        this.attempts = attempts;
    }

    /// Runs in the current transaction. Fails when there is no such call or attempt.
    public <T> Uni<T> with(UUID callId, UUID attemptId, BiFunction<Call, Attempt, Uni<T>> step) {
        return calls.lock(callId)
                .map(Optional::orElseThrow)
                .chain(
                        call ->
                                attempts.find(attemptId)
                                        .map(Optional::orElseThrow)
                                        .chain(attempt -> step.apply(call, attempt)));
    }

    public <T> Uni<T> with(Attempt attempt, BiFunction<Call, Attempt, Uni<T>> step) {
        return with(attempt.callId(), attempt.id(), step);
    }
}
