package io.leadflip.contracts.door;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether one message may go out, when, to which address, and the facts its text is built from.
///
/// @param refusals codes such as `suppressed`, `lead-withdrawn`, `match-withdrawn`, `no-address`,
///   `person-erased`; empty when granted
/// @param quietUntil when the recipient's quiet hours that hold now are over; null when it may go
///   out now
/// @param address phone (E.164) or e-mail; null when refused
/// @param contactKey HMAC of the address
/// @param timeZone IANA zone of the recipient
/// @param facts what the template may use, by name; values are plain text
/// @param unsubscribeToken opaque; null when the kind cannot be unsubscribed from
public record MessagePermit(
        List<String> refusals,
        @Nullable Instant quietUntil,
        String address,
        String contactKey,
        String timeZone,
        Map<String, String> facts,
        String unsubscribeToken) {
    public MessagePermit {
        refusals = List.copyOf(refusals);
        facts = facts == null ? Map.of() : Map.copyOf(facts);
    }

    public boolean granted() {
        return refusals.isEmpty();
    }

    /// Without address, facts and token: permits may end up in messages of exceptions.
    @Override
    public String toString() {
        return "MessagePermit[refusals=" + refusals + "]";
    }
}
