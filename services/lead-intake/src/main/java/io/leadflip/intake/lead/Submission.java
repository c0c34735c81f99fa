package io.leadflip.intake.lead;

import io.leadflip.intake.access.Caller;
import java.util.List;

/// A checked request to take a lead in. Addresses are in their normal form; at least one is there.
///
/// @param fingerprint of the request's body, to recognise the same key with another payload
/// @param network the address the request came from
public record Submission(
        Caller caller,
        String idempotencyKey,
        String fingerprint,
        String text,
        String zip,
        String city,
        String name,
        String phone,
        String email,
        List<ConsentChoice> consents,
        String network,
        String userAgent,
        String page) {
    public Submission {
        consents = List.copyOf(consents);
    }

    /// @param text the exact words shown
    public record ConsentChoice(Kind kind, boolean granted, String text, String version) {
        public enum Kind {
            SERVICE_MESSAGES,
            MARKETING
        }
    }

    /// Personal data stays out of logs.
    @Override
    public String toString() {
        return "Submission[" + idempotencyKey + "]";
    }
}
