package io.leadflip.intake.classification;

import io.leadflip.contracts.value.Requirement;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What the consumer asks of a business beyond the trade.
final class RequirementRules {
    private static final Pattern WAIVED =
            Words.any(
                    "(?:don't|do not|doesn't|does not|no) (?:need|have) to be (?:licensed|insured)",
                    "no license (?:needed|required)");
    private static final Map<Requirement, Pattern> SIGNS = new EnumMap<>(Requirement.class);

    static {
        SIGNS.put(Requirement.LICENSED, Words.any("licen[sc]ed", "con licencia"));
        SIGNS.put(
                Requirement.INSURED,
                Words.any("insured", "bonded", "with insurance", "asegurad", "con seguro"));
        SIGNS.put(Requirement.BACKGROUND_CHECKED, Words.any("background[- ]check", "vetted"));
        SIGNS.put(
                Requirement.PET_FRIENDLY,
                Words.any(
                        "pet[- ]friendly",
                        "pet[- ]safe",
                        "safe for (?:my |our |the )?(?:pets?|dogs?|cats?)",
                        "good with (?:dogs|pets|cats)"));
        SIGNS.put(
                Requirement.WEEKEND,
                Words.any(
                        "weekends?\\b",
                        "saturdays?\\b",
                        "sundays?\\b",
                        "sabado",
                        "domingo",
                        "fin de semana"));
        SIGNS.put(
                Requirement.EVENING,
                Words.any(
                        "evenings?\\b",
                        "after (?:5|6|7)\\b(?: ?pm)?",
                        "after work",
                        "por la (?:tarde|noche)"));
        SIGNS.put(Requirement.SAME_DAY, Words.any("same[- ]day", "mismo dia"));
        SIGNS.put(
                Requirement.SPANISH_SPEAKING,
                Words.any(
                        "(?:speaks?|speaking) spanish",
                        "spanish[- ]speak",
                        "habl[ae]n? espanol",
                        "en espanol"));
        SIGNS.put(Requirement.WARRANTY, Words.any("warrant(?:y|ies)", "guarantee", "garantia"));
        SIGNS.put(Requirement.SENIOR_DISCOUNT, Words.any("senior (?:citizen )?discount"));
    }

    private RequirementRules() {}

    static Set<Requirement> read(Words words) {
        var asked = words.without(WAIVED);
        var found = EnumSet.noneOf(Requirement.class);
        SIGNS.forEach(
                (requirement, sign) -> {
                    if (asked.say(sign)) found.add(requirement);
                });
        return found;
    }
}
