package io.leadflip.calls.contact;

import java.time.ZoneId;
import java.util.Set;

/// What the numbering plan tells about a phone number.
///
/// @param region ISO country; null when the number belongs to none
/// @param zones where the number may be; empty when unknown
/// @param states US states the number may be in, two letters; empty when unknown
public record NumberFacts(String region, Kind kind, Set<ZoneId> zones, Set<String> states) {
    public NumberFacts {
        zones = Set.copyOf(zones);
        states = Set.copyOf(states);
    }

    /// Nothing is known about the number.
    public static NumberFacts unknown() {
        return new NumberFacts(null, Kind.UNKNOWN, Set.of(), Set.of());
    }

    /// Only an `ORDINARY` number, fixed or mobile, may be dialled.
    public enum Kind {
        ORDINARY,
        TOLL_FREE,
        PREMIUM_RATE,
        SHARED_COST,
        VOIP,
        PERSONAL,
        PAGER,
        UAN,
        VOICEMAIL,
        UNKNOWN
    }
}
