package io.leadflip.intake.lead;

import java.util.UUID;

/// How a submission ended.
public sealed interface Submitted {
    /// The lead is stored, now or by an earlier request.
    ///
    /// @param trackingToken for visitors; null for accounts, and for a duplicate that somebody else
    ///   may have sent
    /// @param replayed whether an earlier answer is told again
    record Stored(UUID leadId, String trackingToken, boolean replayed) implements Submitted {
        @Override
        public String toString() {
            return "Stored[leadId=" + leadId + ", replayed=" + replayed + "]";
        }
    }

    /// The key was used for something else before.
    record KeyReused() implements Submitted {}

    /// Another request with the key is being carried out right now.
    record InFlight() implements Submitted {}

    record TooMany(int retryAfterSeconds) implements Submitted {}
}
