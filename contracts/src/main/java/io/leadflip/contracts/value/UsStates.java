package io.leadflip.contracts.value;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The names of the fifty US states and their two-letter codes (USPS), by which places name them.
public final class UsStates {
    private static final Map<String, String> CODES =
            Map.ofEntries(
                    Map.entry("alabama", "AL"),
                    Map.entry("alaska", "AK"),
                    Map.entry("arizona", "AZ"),
                    Map.entry("arkansas", "AR"),
                    Map.entry("california", "CA"),
                    Map.entry("colorado", "CO"),
                    Map.entry("connecticut", "CT"),
                    Map.entry("delaware", "DE"),
                    Map.entry("florida", "FL"),
                    Map.entry("georgia", "GA"),
                    Map.entry("hawaii", "HI"),
                    Map.entry("idaho", "ID"),
                    Map.entry("illinois", "IL"),
                    Map.entry("indiana", "IN"),
                    Map.entry("iowa", "IA"),
                    Map.entry("kansas", "KS"),
                    Map.entry("kentucky", "KY"),
                    Map.entry("louisiana", "LA"),
                    Map.entry("maine", "ME"),
                    Map.entry("maryland", "MD"),
                    Map.entry("massachusetts", "MA"),
                    Map.entry("michigan", "MI"),
                    Map.entry("minnesota", "MN"),
                    Map.entry("mississippi", "MS"),
                    Map.entry("missouri", "MO"),
                    Map.entry("montana", "MT"),
                    Map.entry("nebraska", "NE"),
                    Map.entry("nevada", "NV"),
                    Map.entry("new hampshire", "NH"),
                    Map.entry("new jersey", "NJ"),
                    Map.entry("new mexico", "NM"),
                    Map.entry("new york", "NY"),
                    Map.entry("north carolina", "NC"),
                    Map.entry("north dakota", "ND"),
                    Map.entry("ohio", "OH"),
                    Map.entry("oklahoma", "OK"),
                    Map.entry("oregon", "OR"),
                    Map.entry("pennsylvania", "PA"),
                    Map.entry("rhode island", "RI"),
                    Map.entry("south carolina", "SC"),
                    Map.entry("south dakota", "SD"),
                    Map.entry("tennessee", "TN"),
                    Map.entry("texas", "TX"),
                    Map.entry("utah", "UT"),
                    Map.entry("vermont", "VT"),
                    Map.entry("virginia", "VA"),
                    Map.entry("washington", "WA"),
                    Map.entry("west virginia", "WV"),
                    Map.entry("wisconsin", "WI"),
                    Map.entry("wyoming", "WY"));

    private UsStates() {}

    /// The code of a state named in full or by its code; codes must be upper case, because "in" and
    /// "or" are words.
    public static Optional<String> code(String word) {
        return CODES.containsValue(word)
                ? Optional.of(word)
                : Optional.ofNullable(CODES.get(word.toLowerCase(Locale.ROOT)));
    }
}
