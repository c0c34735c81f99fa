package io.leadflip.contracts.value;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What the consumer wants to spend, in US dollars.
///
/// @param min at least; null when nothing was said
/// @param max at most; null when open-ended or nothing was said
public record Budget(@Nullable BigDecimal min, @Nullable BigDecimal max) {
    public static final Budget UNKNOWN = new Budget(null, null);

    public boolean known() {
        return min != null || max != null;
    }
}
