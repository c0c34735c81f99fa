package io.leadflip.matching.scoring;

import io.leadflip.contracts.value.Budget;
import io.leadflip.contracts.value.Place;
import io.leadflip.contracts.value.PriceTier;
import io.leadflip.contracts.value.Requirement;
import io.leadflip.contracts.value.ServiceCategory;
import io.leadflip.contracts.value.Urgency;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// The lead and the business of the acceptance table, and ways to deviate from them.
final class Cases {
    static final Instant REGISTERED = Instant.parse("2026-01-01T00:00:00Z");
    private static final double METRES_PER_MILE = 1609.344;

    private Cases() {}

    static Need need() {
        return need(Urgency.MEDIUM, budget("0", "500"), Set.of());
    }

    static Need need(Urgency urgency, Budget budget, Set<Requirement> requirements) {
        var carmel =
                new Place(
                        "46032", "Carmel", "IN", 39.9783, -86.1180, "America/Indiana/Indianapolis");
        return new Need(ServiceCategory.PLUMBING, urgency, budget, carmel, requirements);
    }

    static Budget budget(String min, String max) {
        return new Budget(
                min == null ? null : new BigDecimal(min), max == null ? null : new BigDecimal(max));
    }

    static Firm firm() {
        return new Firm();
    }

    /// A plumber 5.0 miles away: 4.0 stars, answers 7 of 10, standard prices, licensed and nothing
    /// else.
    static final class Firm {
        private UUID id = UUID.fromString("00000000-0000-7000-8000-000000000001");
        private boolean exact = true;
        private double miles = 5.0;
        private PriceTier tier = PriceTier.STANDARD;
        private BigDecimal average;
        private boolean emergency;
        private boolean insured;
        private boolean withinDay;
        private Set<Requirement> tags = Set.of();
        private Double rating = 4.0;
        private ResponseHistory history = new ResponseHistory(7, 10);
        private Instant registered = REGISTERED;

        Firm id(int number) {
            id = UUID.fromString("00000000-0000-7000-8000-%012d".formatted(number));
            return this;
        }

        Firm related() {
            exact = false;
            return this;
        }

        Firm miles(double distance) {
            miles = distance;
            return this;
        }

        Firm tier(PriceTier other) {
            tier = other;
            return this;
        }

        Firm average(String price) {
            average = price == null ? null : new BigDecimal(price);
            return this;
        }

        Firm emergency() {
            emergency = true;
            return this;
        }

        Firm insured() {
            insured = true;
            return this;
        }

        Firm withinDay() {
            withinDay = true;
            return this;
        }

        Firm tags(Requirement... held) {
            tags = Set.of(held);
            return this;
        }

        Firm rating(Double stars) {
            rating = stars;
            return this;
        }

        Firm answered(int answered, int asked) {
            history = new ResponseHistory(answered, asked);
            return this;
        }

        Firm registered(Instant at) {
            registered = at;
            return this;
        }

        Candidate candidate() {
            return new Candidate(
                    id,
                    exact,
                    miles * METRES_PER_MILE,
                    tier,
                    average,
                    emergency,
                    true,
                    insured,
                    withinDay,
                    tags,
                    rating,
                    history,
                    registered);
        }
    }
}
