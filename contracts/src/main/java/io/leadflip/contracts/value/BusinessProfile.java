package io.leadflip.contracts.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Everything about a business that matching needs; no name, address, phone or e-mail.
///
/// @param categories 1–10 trades
/// @param averageJobPrice US dollars; null when unknown
/// @param answersWithin24h whether the business promises an answer within a day
/// @param tags requirements it meets beyond licence and insurance
/// @param timeZone IANA zone id of the business
/// @param quietHours null when it may be written to at any hour
/// @param monthlyCap most leads a calendar month; null when uncapped
/// @param dailyCap most leads a day; null when uncapped
/// @param channels how it wants to be told, in order of preference: `EMAIL`, `SMS`
/// @param pausedUntil null when not paused
/// @param rating Bayesian mean of consumers' ratings, 1–5; null until there are three
public record BusinessProfile(
        UUID businessId,
        Set<ServiceCategory> categories,
        ServiceArea area,
        PriceTier priceTier,
        @Nullable BigDecimal averageJobPrice,
        boolean emergencyService,
        boolean licensed,
        boolean insured,
        boolean answersWithin24h,
        Set<Requirement> tags,
        String timeZone,
        @Nullable QuietHours quietHours,
        @Nullable Integer monthlyCap,
        @Nullable Integer dailyCap,
        List<Channel> channels,
        @Nullable Instant pausedUntil,
        boolean active,
        @Nullable Double rating,
        Instant registeredAt) {
    public BusinessProfile {
        categories = Set.copyOf(categories);
        tags = tags == null ? Set.of() : Set.copyOf(tags);
        channels = List.copyOf(channels);
    }
}
