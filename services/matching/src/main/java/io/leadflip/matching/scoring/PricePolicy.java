package io.leadflip.matching.scoring;

import io.leadflip.contracts.value.Budget;
import io.leadflip.contracts.value.PriceTier;
import java.math.BigDecimal;
import java.util.Optional;

/// How well a business' prices fit what the consumer wants to spend.
final class PricePolicy {
    enum Fit {
        TIER(10),
        AVERAGE(6),
        UNKNOWN(5),
        NONE(0);

        private final int points;

        Fit(int points) {
            this.points = points;
        }

        int points() {
            return points;
        }
    }

    private static final BigDecimal STANDARD_FROM = BigDecimal.valueOf(200);
    private static final BigDecimal PREMIUM_ABOVE = BigDecimal.valueOf(1000);
    private static final BigDecimal TOLERANCE = new BigDecimal("0.30");

    private PricePolicy() {}

    static Fit fit(Budget budget, PriceTier tier, BigDecimal averageJobPrice) {
        return midpoint(budget)
                .map(middle -> fit(middle, tier, averageJobPrice))
                .orElse(Fit.UNKNOWN);
    }

    private static Fit fit(BigDecimal middle, PriceTier tier, BigDecimal averageJobPrice) {
        if (tierOf(middle) == tier) {
            return Fit.TIER;
        }
        return averageJobPrice != null && near(averageJobPrice, middle) ? Fit.AVERAGE : Fit.NONE;
    }

    private static boolean near(BigDecimal price, BigDecimal middle) {
        return price.subtract(middle).abs().compareTo(middle.multiply(TOLERANCE)) <= 0;
    }

    private static PriceTier tierOf(BigDecimal middle) {
        if (middle.compareTo(STANDARD_FROM) < 0) {
            return PriceTier.BUDGET;
        }
        return middle.compareTo(PREMIUM_ABOVE) > 0 ? PriceTier.PREMIUM : PriceTier.STANDARD;
    }

    /// An open-ended budget is taken at its floor; one without a floor starts at nothing.
    private static Optional<BigDecimal> midpoint(Budget budget) {
        if (budget.max() == null) {
            return Optional.ofNullable(budget.min());
        }
        var min = budget.min() == null ? BigDecimal.ZERO : budget.min();
        return Optional.of(min.add(budget.max()).multiply(new BigDecimal("0.5")));
    }
}
