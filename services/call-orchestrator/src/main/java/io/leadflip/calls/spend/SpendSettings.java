package io.leadflip.calls.spend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;

/// Hard caps on what calls may cost, in US dollars.
@ConfigMapping(prefix = "leadflip.spend")
public interface SpendSettings {
    /// One call with all its attempts.
    @WithDefault("6.00")
    BigDecimal perCall();

    /// One business within a UTC day.
    @WithDefault("40.00")
    BigDecimal perBusinessDay();

    /// Everybody within an hour.
    @WithDefault("120.00")
    BigDecimal perPlatformHour();

    /// Version of the price table in `prices/`.
    @WithDefault("2026-11")
    String priceTable();
}
