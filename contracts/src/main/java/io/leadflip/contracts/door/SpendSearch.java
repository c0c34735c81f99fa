package io.leadflip.contracts.door;

import java.time.LocalDate;
import java.util.UUID;

/// Asks for sums of what calls cost.
///
/// @param from first UTC day on which something was reserved
/// @param to last UTC day
/// @param businessId null for all
/// @param before `next` of the page before, as [SpendPlace] writes it; null for the first
/// @param limit sums on a page, 1 to [LARGEST_PAGE][#LARGEST_PAGE]
public record SpendSearch(
        SpendScope scope, LocalDate from, LocalDate to, UUID businessId, String before, int limit) {
    public static final int LARGEST_PAGE = 200;

    /// Most days that may be asked for at once.
    public static final int LONGEST = 92;

    /// Whether the days are in order and not too many.
    public boolean days() {
        return !to.isBefore(from) && to.toEpochDay() - from.toEpochDay() < LONGEST;
    }

    /// Whether a page of that length exists.
    public boolean page() {
        return limit >= 1 && limit <= LARGEST_PAGE;
    }
}
