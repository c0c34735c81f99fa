package io.leadflip.matching.scoring;

import io.leadflip.contracts.value.Urgency;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Says in plain words why a business fits. Every figure is measured; what is not known is not
/// praised.
final class Reasons {
    private Reasons() {}

    static List<String> of(Need need, Candidate candidate) {
        var reasons = new ArrayList<String>();
        reasons.add(String.format(Locale.ROOT, "%.1f miles away", candidate.miles()));
        reasons.add(
                candidate.exactTrade()
                        ? "works in " + words(need.category().wire())
                        : "works in a trade related to " + words(need.category().wire()));
        reasons.add(rating(candidate.rating()));
        response(candidate.history(), reasons);
        price(need, candidate, reasons);
        urgency(need.urgency(), candidate, reasons);
        need.requirements().stream()
                .sorted()
                .filter(candidate::meets)
                .map(wanted -> words(wanted.wire()) + " as asked")
                .forEach(reasons::add);
        return List.copyOf(reasons);
    }

    private static String rating(Double rating) {
        return rating == null
                ? "new here, not rated yet"
                : String.format(Locale.ROOT, "rated %.1f of 5", rating);
    }

    private static void response(ResponseHistory history, List<String> reasons) {
        if (history.exists()) {
            reasons.add(
                    "answered "
                            + history.answered()
                            + " of the last "
                            + history.asked()
                            + " offers");
        }
    }

    private static void price(Need need, Candidate candidate, List<String> reasons) {
        switch (PricePolicy.fit(
                need.budget(), candidate.priceTier(), candidate.averageJobPrice())) {
            case TIER -> reasons.add("price range fits the budget");
            case AVERAGE -> reasons.add("average job price is near the budget");
            case UNKNOWN, NONE -> {}
        }
    }

    private static void urgency(Urgency urgency, Candidate candidate, List<String> reasons) {
        if (urgency == Urgency.EMERGENCY && candidate.emergencyService()) {
            reasons.add("offers emergency service");
        }
        if (urgency == Urgency.HIGH && candidate.answersWithin24h()) {
            reasons.add("answers within a day");
        }
    }

    private static String words(String wire) {
        return wire.replace('_', ' ');
    }
}
