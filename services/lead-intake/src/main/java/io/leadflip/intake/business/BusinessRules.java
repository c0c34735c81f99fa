package io.leadflip.intake.business;

import io.leadflip.contracts.value.Channel;
import io.leadflip.intake.Violations;
import io.leadflip.intake.contact.Addresses;
import java.time.ZoneId;
import java.util.Set;

/// What a complete business profile must hold.
final class BusinessRules {
    private static final Set<Channel> MESSAGES = Set.of(Channel.EMAIL, Channel.SMS);

    private BusinessRules() {}

    static void check(BusinessForm form) {
        var violations = new Violations();
        violations.require(
                form.name() != null && between(form.name().trim().length(), 2, 120),
                "/name",
                "2 to 120 characters");
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
                form.categories() != null && between(form.categories().size(), 1, 10),
                "/categories",
                "1 to 10 trades");
        violations.require(form.priceTier() != null, "/priceTier", "budget, standard or premium");
        violations.require(
                form.averageJobPrice() == null || form.averageJobPrice().signum() > 0,
                "/averageJobPrice",
                "more than 0");
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
        area(form, violations);
        channels(form, violations);
        violations.refuseAny();
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
                channels != null && !channels.isEmpty() && MESSAGES.containsAll(channels),
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

    private static boolean between(int value, int least, int most) {
        return value >= least && value <= most;
    }
}
