package io.leadflip.matching;

import io.leadflip.contracts.event.LeadFact.LeadClassified;
import io.leadflip.contracts.value.Budget;
import io.leadflip.contracts.value.BusinessProfile;
import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.Place;
import io.leadflip.contracts.value.PriceTier;
import io.leadflip.contracts.value.QuietHours;
import io.leadflip.contracts.value.Requirement;
import io.leadflip.contracts.value.Sentiment;
import io.leadflip.contracts.value.ServiceArea;
import io.leadflip.contracts.value.ServiceCategory;
import io.leadflip.contracts.value.Urgency;
import io.leadflip.platform.identity.Identifiers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// A place of its own for each test, far from all others, with businesses and leads in it.
public final class Market {
    private static final double DEGREES_PER_MILE = 1609.344 / 111_200;
    private static int places;

    private final double latitude;
    private final double longitude;
    private final String zip;

    private Market(int number) {
        latitude = 25 + number % 10 * 4;
        longitude = -170 + number / 10 * 8;
        zip = "%05d".formatted(number);
    }

    public static synchronized Market somewhere() {
        return new Market(++places);
    }

    public LeadClassified lead() {
        return lead(ServiceCategory.PLUMBING, Urgency.MEDIUM);
    }

    public LeadClassified lead(ServiceCategory category, Urgency urgency) {
        return new LeadClassified(
                Identifiers.next(),
                category,
                urgency,
                new Budget(BigDecimal.ZERO, new BigDecimal("500")),
                new Place(
                        zip,
                        "Somewhere",
                        "IN",
                        latitude,
                        longitude,
                        "America/Indiana/Indianapolis"),
                Set.of(Requirement.LICENSED),
                Sentiment.NEUTRAL,
                8.0,
                0.9,
                "rules",
                Instant.parse("2026-11-20T15:00:00Z"));
    }

    public String zip() {
        return zip;
    }

    /// A plumber `miles` north of the place, who works within ten miles.
    public Firm firm(double miles) {
        return new Firm(latitude + miles * DEGREES_PER_MILE);
    }

    /// What a business says about itself.
    public final class Firm {
        private final UUID id = Identifiers.next();
        private final double firmLatitude;
        private Set<ServiceCategory> categories = Set.of(ServiceCategory.PLUMBING);
        private double radius = 10;
        private List<String> zips = List.of();
        private QuietHours quietHours;
        private Integer dailyCap;
        private Integer monthlyCap;
        private Instant pausedUntil;
        private boolean active = true;
        private Double rating;
        private String zone = "America/Indiana/Indianapolis";

        private Firm(double firmLatitude) {
            this.firmLatitude = firmLatitude;
        }

        public Firm trades(ServiceCategory... trades) {
            categories = Set.of(trades);
            return this;
        }

        public Firm radius(double miles) {
            radius = miles;
            return this;
        }

        public Firm zips(String... served) {
            zips = List.of(served);
            return this;
        }

        public Firm quiet(QuietHours hours) {
            quietHours = hours;
            return this;
        }

        public Firm caps(Integer daily, Integer monthly) {
            dailyCap = daily;
            monthlyCap = monthly;
            return this;
        }

        public Firm paused(Instant until) {
            pausedUntil = until;
            return this;
        }

        public Firm inactive() {
            active = false;
            return this;
        }

        public Firm rating(double stars) {
            rating = stars;
            return this;
        }

        public Firm zone(String id) {
            zone = id;
            return this;
        }

        public UUID id() {
            return id;
        }

        public BusinessProfile profile() {
            return new BusinessProfile(
                    id,
                    categories,
                    new ServiceArea(firmLatitude, longitude, radius, zips),
                    PriceTier.STANDARD,
                    null,
                    true,
                    true,
                    true,
                    true,
                    Set.of(Requirement.WEEKEND),
                    zone,
                    quietHours,
                    monthlyCap,
                    dailyCap,
                    List.of(Channel.EMAIL),
                    pausedUntil,
                    active,
                    rating,
                    Instant.parse("2026-01-01T00:00:00Z"));
        }
    }
}
