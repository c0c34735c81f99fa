package io.leadflip.contracts.door;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/// Where a page of spend ends.
///
/// @param from of the page's last sum
/// @param id what that sum is of; null for the platform
public record SpendPlace(Instant from, UUID id) {
    private static final String BETWEEN = "~";
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    public SpendPlace {
        if (from.isBefore(Instant.EPOCH) || from.isAfter(LAST)) {
            throw new IllegalArgumentException("Nothing was spent then");
        }
    }

    /// @throws IllegalArgumentException when [text][#text()] did not write it
    public static SpendPlace of(String text) {
        String[] parts = text.split(BETWEEN, 2);
        try {
            return new SpendPlace(
                    Instant.parse(parts[0]), parts.length == 1 ? null : UUID.fromString(parts[1]));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("No instant stands in front", e);
        }
    }

    public String text() {
        return id == null ? from.toString() : from + BETWEEN + id;
    }
}
