package io.leadflip.intake.classification;

import static io.leadflip.contracts.value.ServiceCategory.*;

import io.leadflip.contracts.value.Budget;
import io.leadflip.contracts.value.ServiceCategory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Computes a lead's quality from what is known about it: the same findings give the same figure,
/// whoever found them.
final class Quality {
    private static final double VAGUE = 4.0;
    private static final double SPAM = 1.0;
    private static final Pattern SPECIFIC =
            Words.any(
                    "\\d+\\s?(?:gallon|gal\\b|ft|feet|foot|inch|sq|square|acre|ton|amp|bed|bath|year|yr|story|stories|rooms?|windows?)",
                    "(?:kitchen|bathroom|living room|bedroom|basement|attic|garage|backyard|front yard|driveway|hallway|laundry|upstairs|downstairs|cocina|bano|sotano)\\b",
                    "(?:copper|pvc|gas|asphalt|vinyl|oak|hardwood|granite|tile|brick|metal)\\b",
                    "(?:replace|install|repair|fix|remove|unclog|hang|paint|clean|trim|mow|inspect|reparar|cambiar|instalar|limpiar)\\w*",
                    "(?:since|started|stopped|won't|keeps|desde)\\b",
                    "(?:rheem|carrier|trane|lennox|whirlpool|samsung|lg|ge|kohler|moen|genie|chamberlain)\\b");
    private static final Pattern AVAILABILITY =
            Words.any(
                    "(?:mon|tues|wednes|thurs|fri|satur|sun)days?\\b",
                    "weekdays?|weekends?",
                    "mornings?|afternoons?|evenings?",
                    "(?:after|before|between|until) \\d{1,2}(?::\\d\\d)?",
                    "any ?time",
                    "(?:i'm|we're|i am|we are) (?:home|free|available)",
                    "por la (?:manana|tarde|noche)");
    private static final Map<ServiceCategory, BigDecimal> FLOORS =
            new EnumMap<>(ServiceCategory.class);

    static {
        FLOORS.put(PLUMBING, BigDecimal.valueOf(75));
        FLOORS.put(ELECTRICAL, BigDecimal.valueOf(75));
        FLOORS.put(HVAC, BigDecimal.valueOf(80));
        FLOORS.put(ROOFING, BigDecimal.valueOf(150));
        FLOORS.put(LANDSCAPING, BigDecimal.valueOf(75));
        FLOORS.put(PAINTING, BigDecimal.valueOf(100));
        FLOORS.put(FLOORING, BigDecimal.valueOf(150));
        FLOORS.put(GENERAL_CONTRACTOR, BigDecimal.valueOf(300));
        FLOORS.put(TREE_SERVICE, BigDecimal.valueOf(100));
        FLOORS.put(MOVING, BigDecimal.valueOf(100));
    }

    private static final BigDecimal USUAL_FLOOR = BigDecimal.valueOf(25);

    private Quality() {}

    static double of(LeadText lead, Words words, Findings found, boolean placeKnown, boolean spam) {
        double points =
                parts(lead, words, found, placeKnown) + season(found.category(), lead.written());
        if (found.wantsFree() || belowFloor(found)) {
            points -= 2;
        }
        if (words.count() < 10) {
            points = Math.min(points, VAGUE);
        }
        if (spam) {
            points = Math.min(points, SPAM);
        }
        return Math.round(Math.clamp(points, 0, 10) * 10) / 10.0;
    }

    private static double parts(LeadText lead, Words words, Findings found, boolean placeKnown) {
        return (found.category() != OTHER ? 2 : 0)
                + detail(words)
                + (placeKnown ? 1.5 : 0)
                + (found.budget().known() && !found.wantsFree() ? 1.5 : 0)
                + (found.urgencyStated() ? 1 : 0)
                + (found.requirements().isEmpty() ? 0 : 0.5)
                + (lead.phone() ? 0.5 : 0)
                + (lead.email() ? 0.5 : 0)
                + (words.say(AVAILABILITY) ? 0.5 : 0);
    }

    private static double detail(Words words) {
        int count = words.count();
        double length = count >= 35 ? 1.25 : count >= 20 ? 1.0 : count >= 10 ? 0.5 : 0.25;
        return Math.min(2, length + 0.25 * Math.min(4, words.count(SPECIFIC)));
    }

    private static boolean belowFloor(Findings found) {
        Budget budget = found.budget();
        var floor = FLOORS.getOrDefault(found.category(), USUAL_FLOOR);
        return found.category() != OTHER
                && budget.max() != null
                && budget.max().multiply(BigDecimal.TWO).compareTo(floor) < 0;
    }

    private static double season(ServiceCategory category, LocalDate day) {
        int month = day.getMonthValue();
        boolean winter = month == 12 || month <= 2;
        boolean summer = month >= 6 && month <= 8;
        return switch (category) {
            case LAWN_CARE -> winter ? -2 : summer ? 1 : 0;
            case SNOW_REMOVAL, HVAC -> winter ? 1 : 0;
            default -> 0;
        };
    }
}
