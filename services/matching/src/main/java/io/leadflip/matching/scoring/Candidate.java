package io.leadflip.matching.scoring;

import io.leadflip.contracts.value.PriceTier;
import io.leadflip.contracts.value.Requirement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// A business that serves the lead's place in its trade or a related one.
///
/// @param exactTrade false when only a related trade fits
/// @param distanceMetres from the business to the lead
/// @param averageJobPrice US dollars; null when unknown
/// @param rating 1–5; null when it has none yet
public record Candidate(
        UUID businessId,
        boolean exactTrade,
        double distanceMetres,
        PriceTier priceTier,
        BigDecimal averageJobPrice,
        boolean emergencyService,
        boolean licensed,
        boolean insured,
        boolean answersWithin24h,
        Set<Requirement> tags,
        Double rating,
        ResponseHistory history,
        Instant registeredAt) {
    private static final double METRES_PER_MILE = 1609.344;

    public Candidate {
        tags = Set.copyOf(tags);
    }

    boolean meets(Requirement wanted) {
        return switch (wanted) {
            case LICENSED -> licensed;
            case INSURED -> insured;
            case BACKGROUND_CHECKED,
                    PET_FRIENDLY,
                    WEEKEND,
                    EVENING,
                    SAME_DAY,
                    SPANISH_SPEAKING,
                    WARRANTY,
                    SENIOR_DISCOUNT ->
                    tags.contains(wanted);
        };
    }

    boolean nearerThan(double miles) {
        return distanceMetres < miles * METRES_PER_MILE;
    }

    double miles() {
        return distanceMetres / METRES_PER_MILE;
    }
}
