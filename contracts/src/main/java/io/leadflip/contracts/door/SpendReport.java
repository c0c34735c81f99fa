package io.leadflip.contracts.door;

import java.time.Instant;
import java.util.List;

/// What calls cost and what may still be spent, in US dollars.
///
/// @param at when it was read
/// @param priceTable version of the prices that reservations go by now
/// @param platformHour the 60 minutes before `at`, which the platform's cap is about
/// @param sums newest first
/// @param next `before` of the next page; null on the last
public record SpendReport(
        Instant at,
        String priceTable,
        SpendCaps caps,
        SpendSum platformHour,
        List<SpendSum> sums,
        String next) {
    public SpendReport {
        sums = List.copyOf(sums);
    }
}
