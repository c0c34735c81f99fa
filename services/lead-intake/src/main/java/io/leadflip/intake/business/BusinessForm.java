package io.leadflip.intake.business;

import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.OpeningHours;
import io.leadflip.contracts.value.PriceTier;
import io.leadflip.contracts.value.QuietHours;
import io.leadflip.contracts.value.Requirement;
import io.leadflip.contracts.value.ServiceArea;
import io.leadflip.contracts.value.ServiceCategory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// What an owner says about the business. In a change, a member that is missing stays as it is.
///
/// @param openingHours when the business takes calls that are put through to it; none when it takes
///   no such calls, or does not say
public record BusinessForm(
        String name,
        String description,
        String phone,
        String email,
        List<ServiceCategory> categories,
        ServiceArea area,
        PriceTier priceTier,
        BigDecimal averageJobPrice,
        Boolean emergencyService,
        Boolean licensed,
        Boolean insured,
        Boolean answersWithin24h,
        List<Requirement> tags,
        String timeZone,
        QuietHours quietHours,
        List<OpeningHours> openingHours,
        Integer monthlyCap,
        Integer dailyCap,
        List<Channel> channels,
        Instant pausedUntil) {
    /// This form, completed by `known` where it says nothing.
    BusinessForm over(BusinessForm known) {
        return new BusinessForm(
                or(name, known.name),
                or(description, known.description),
                or(phone, known.phone),
                or(email, known.email),
                or(categories, known.categories),
                or(area, known.area),
                or(priceTier, known.priceTier),
                or(averageJobPrice, known.averageJobPrice),
                or(emergencyService, known.emergencyService),
                or(licensed, known.licensed),
                or(insured, known.insured),
                or(answersWithin24h, known.answersWithin24h),
                or(tags, known.tags),
                or(timeZone, known.timeZone),
                or(quietHours, known.quietHours),
                or(openingHours, known.openingHours),
                or(monthlyCap, known.monthlyCap),
                or(dailyCap, known.dailyCap),
                or(channels, known.channels),
                or(pausedUntil, known.pausedUntil));
    }

    private static <T> T or(T given, T known) {
        return given == null ? known : given;
    }

    /// Addresses stay out of logs.
    @Override
    public String toString() {
        return "BusinessForm[" + name + "]";
    }
}
