package io.leadflip.intake.business;

import io.leadflip.contracts.value.Channel;
import io.leadflip.intake.Violations;
import io.leadflip.intake.contact.Addresses;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What a complete business profile must hold.
final class BusinessRules {
    private static final Set<Channel> MESSAGES = Set.of(Channel.EMAIL, Channel.SMS);

    /// Three spans a day.
    private static final int MOST_HOURS = 21;

    private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private BusinessRules() {}

    static void check(BusinessForm form) {
        var violations = new Violations();
        violations.require(
                form.name() != null
                        && between(form.name().trim().length(), 2, 120)
                        && form.name().chars().noneMatch(Character::isISOControl),
                "/name",
                "2 to 120 characters in one line");
        violations.require(
                form.description() == null || form.description().length() <= 2000,
                "/description",
                "at most 2000 characters");
        violations.require(
                form.email() != null && Addresses.email(form.email()).isPresent(),
                "/email",
                "a valid e-mail address");
        violations.require(
                form.phone() == null || Addresses.phone(form.phone()).isPresent(),
                "/phone",
                "a valid phone number");
        violations.require(
                form.categories() != null
                        && between(form.categories().size(), 1, 10)
                        && complete(form.categories()),
                "/categories",
                "1 to 10 trades");
        violations.require(form.priceTier() != null, "/priceTier", "budget, standard or premium");
        violations.require(
                form.averageJobPrice() == null || price(form.averageJobPrice()),
                "/averageJobPrice",
                "more than 0, at most 1000000, in dollars and cents");
        violations.require(
                form.tags() == null || (form.tags().size() <= 20 && complete(form.tags())),
                "/tags",
                "at most 20");
        violations.require(
                form.pausedUntil() == null || form.pausedUntil().isBefore(LATEST),
                "/pausedUntil",
                "before the year 2100");
        violations.require(
                form.monthlyCap() == null || form.monthlyCap() >= 0, "/monthlyCap", "not negative");
        violations.require(
                form.dailyCap() == null || form.dailyCap() >= 0, "/dailyCap", "not negative");
        violations.require(zone(form.timeZone()), "/timeZone", "an IANA time zone");
        violations.require(
                form.quietHours() == null
                        || (form.quietHours().from() != null && form.quietHours().until() != null),
                "/quietHours",
                "from and until");
        openingHours(form, violations);
        area(form, violations);
        channels(form, violations);
        violations.refuseAny();
    }

    private static void openingHours(BusinessForm form, Violations violations) {
        var hours = form.openingHours();
        if (hours == null || hours.isEmpty()) {
            return;
        }
        violations.require(
                hours.size() <= MOST_HOURS
                        && complete(hours)
                        && hours.stream()
                                .allMatch(
                                        span ->
                                                span.day() != null
                                                        && span.from() != null
                                                        && span.until() != null),
                "/openingHours",
                "at most 21 spans of day, from and until");
        violations.require(form.phone() != null, "/phone", "needed for opening hours");
    }

    private static void area(BusinessForm form, Violations violations) {
        var area = form.area();
        violations.require(area != null, "/area", "a point with a radius, and ZIP codes");
        if (area != null) {
            violations.require(Math.abs(area.latitude()) <= 90, "/area/latitude", "-90 to 90");
            violations.require(Math.abs(area.longitude()) <= 180, "/area/longitude", "-180 to 180");
            violations.require(
                    area.radiusMiles() >= 1 && area.radiusMiles() <= 100,
                    "/area/radiusMiles",
                    "1 to 100");
            violations.require(
                    area.zips().size() <= 500
                            && area.zips().stream()
                                    .allMatch(zip -> zip != null && zip.matches("\\d{5}")),
                    "/area/zips",
                    "five-digit ZIP codes, at most 500");
        }
    }

    private static void channels(BusinessForm form, Violations violations) {
        var channels = form.channels();
        violations.require(
                channels != null
                        && !channels.isEmpty()
                        && complete(channels)
                        && MESSAGES.containsAll(channels),
                "/channels",
                "EMAIL, SMS or both");
        violations.require(
                channels == null || !channels.contains(Channel.SMS) || form.phone() != null,
                "/phone",
                "needed for SMS");
    }

    private static boolean zone(String name) {
        return name != null && ZoneId.getAvailableZoneIds().contains(name);
    }

    private static boolean complete(List<?> values) {
        return values.stream().noneMatch(Objects::isNull);
    }

    /// The scale first: comparing figures with huge exponents would write them out.
    private static boolean price(BigDecimal amount) {
        return amount.scale() >= -6
                && amount.scale() <= 2
                && amount.signum() > 0
                && amount.compareTo(DEAREST) <= 0;
    }

    private static boolean between(int value, int least, int most) {
        return value >= least && value <= most;
    }
}
