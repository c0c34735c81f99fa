package io.leadflip.calls.dialing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// The provider knows of an opt-out that we never heard, and dials nobody: as one that we heard, it
/// holds for every call.
@ApplicationScoped
class ProviderOptOut {
    private final Attempts attempts;
    private final LockedAttempts locked;
    private final OptOuts optOuts;
    private final UndialledAttempt undialled;

    ProviderOptOut(
            Attempts attempts, LockedAttempts locked, OptOuts optOuts, UndialledAttempt undialled) {
        this.attempts = attempts;
        this.locked = locked;
        this.optOuts = optOuts;
        this.undialled = undialled;
    }

    /// Runs in the current transaction, in which nothing may be locked before.
    Uni<Void> told(UUID attemptId) {
        return attempts.find(attemptId)
                .map(Optional::orElseThrow)
                .chain(
                        attempt ->
                                optOuts.heard(attempt, "provider")
                                        .chain(() -> locked.with(attempt, undialled::optedOut)));
    }
}
