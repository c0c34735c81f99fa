package io.leadflip.bench.kit.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A promise and what was measured of it.
///
/// @param wanted the bound, reached when `measured` lies at it or on its good side
public record Target(String name, double measured, Bound bound, double wanted) {
    @JsonProperty
    public boolean reached() {
        return switch (bound) {
            case AT_LEAST -> measured >= wanted;
            case AT_MOST -> measured <= wanted;
        };
    }

    /// Which side of the bound is good.
    public enum Bound {
        AT_LEAST("≥"),
        AT_MOST("≤");

        private final String sign;

        Bound(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }
}
