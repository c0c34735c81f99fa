package io.leadflip.contracts.door;

import java.math.BigDecimal;

/// Hard limits on what calls may cost, in US dollars.
///
/// @param perCall one call with all its attempts
/// @param perBusinessDay one business within a UTC day
/// @param perPlatformHour everybody within an hour
public record SpendCaps(
        BigDecimal perCall, BigDecimal perBusinessDay, BigDecimal perPlatformHour) {}
