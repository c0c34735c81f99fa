package io.leadflip.contracts.door;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/// What some attempts cost, in US dollars.
///
/// @param from when the day or hour began, or the call's first attempt was reserved for
/// @param businessId null for the platform
/// @param callId null unless the sum is of a call
/// @param attempts counted here
/// @param open those whose cost is not known yet
/// @param reserved what was set aside for all of them before they were dialled
/// @param settled what those cost whose cost is known
/// @param counts what a cap is held against: settled ones at their cost, open ones at their
///   reservation or at what they were seen to cost when that is more
/// @param cap null when nothing caps this sum
/// @param left of the cap, at least 0; null without one
public record SpendSum(
        Instant from,
        UUID businessId,
        UUID callId,
        long attempts,
        long open,
        BigDecimal reserved,
        BigDecimal settled,
        BigDecimal counts,
        BigDecimal cap,
        BigDecimal left) {}
