package io.leadflip.intake.classification;

import io.leadflip.contracts.value.Urgency;
import java.util.regex.Pattern;

/// How soon, by what the text says. Danger and damage need no hurry word; a hurry word alone is
/// high.
final class UrgencyRules {
    record Reading(Urgency urgency, boolean stated) {}

    private static final Pattern DENIED =
            Words.any(
                    "(?:not|isn't|is not|no|nothing) (?:really |too |super |that |an? |so )?(?:urgent|emergency|rush|hurry)(?: at all)?",
                    "no (?:es|hay) (?:urgente|prisa|una emergencia)",
                    "sin prisa");
    private static final Pattern DANGER =
            Words.any(
                    "spark(?:s|ing)\\b",
                    "smok(?:e|ing) (?:coming|from)",
                    "burning smell",
                    "smells? (?:like|of) (?:gas|burning|smoke)",
                    "gas (?:leak|smell)",
                    "flood(?:ed|ing)\\b",
                    "burst",
                    "water (?:is )?(?:everywhere|pouring|gushing|spraying|coming through)",
                    "leak(?:s|ing)? (?:really |very )?(?:badly|everywhere|all over|like crazy)",
                    "(?:pouring|gushing|spraying) water",
                    "sewage|sewer (?:is )?back(?:ed|ing) up",
                    "locked (?:myself |me |us )?out",
                    "live wire",
                    "ceiling (?:collapsed|caved|is coming down)",
                    "no heat\\b",
                    "carbon monoxide",
                    "inunda",
                    "olor a gas",
                    "chispas",
                    "agua por todas partes");
    private static final Pattern NOW =
            Words.any(
                    "emergency",
                    "right now",
                    "right away",
                    "immediately",
                    "today",
                    "tonight",
                    "this (?:minute|instant)",
                    "emergencia",
                    "hoy\\b",
                    "ahora mismo",
                    "inmediatamente");
    private static final Pattern HURRY =
            Words.any(
                    "as soon as possible",
                    "asap\\b",
                    "urgent",
                    "lo antes posible",
                    "cuanto antes",
                    "urgente");
    private static final Pattern DAMAGE =
            Words.any("leak", "flood", "fuga", "gotea", "damag", "broken window");
    private static final Pattern SOON =
            Words.any(
                    "tomorrow",
                    "(?:with)?in (?:the next )?(?:a |one |two |three |1 |2 |3 )?(?:couple (?:of )?|few )?days?\\b",
                    "next (?:couple (?:of )?|few |two |three |2 |3 )days\\b",
                    "this weekend",
                    "by (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
                    "(?:manana|pasado manana|este fin de semana)\\b");
    private static final Pattern ORDINARY =
            Words.any(
                    "this week",
                    "next week",
                    "(?:with)?in (?:the next )?(?:a|two|1|2) weeks?",
                    "couple (?:of )?weeks",
                    "weekly",
                    "every (?:week|other week|two weeks)",
                    "esta semana",
                    "la proxima semana");
    private static final Pattern EASY =
            Words.any(
                    "no (?:hurry|rush)",
                    "not in a (?:hurry|rush)",
                    "whenever",
                    "flexible",
                    "sometime(?! (?:in|within|over|during) (?:the next )?(?:couple (?:of )?|a few |few |two |three |2 |3 )days\\b)",
                    "some time (?:this|next)",
                    "eventually",
                    "planning",
                    "next (?:month|spring|summer|fall|year)",
                    "thinking (?:about|of)",
                    "just (?:looking|exploring|pricing)",
                    "sin prisa",
                    "no hay prisa",
                    "cuando (?:puedan|se pueda)");

    private UrgencyRules() {}

    static Reading read(Words words) {
        boolean easy = words.say(EASY);
        var rest = words.without(DENIED);
        boolean denied = !rest.text().equals(words.text());
        if (rest.say(Words.any("emergency", "emergencia"))
                || (rest.say(DANGER) && !easy && !denied)) {
            return new Reading(Urgency.EMERGENCY, true);
        }
        if (easy) {
            return new Reading(Urgency.LOW, true);
        }
        if (rest.say(NOW) || (rest.say(HURRY) && rest.say(DAMAGE))) {
            return new Reading(Urgency.EMERGENCY, true);
        }
        if (rest.say(HURRY) || rest.say(SOON)) {
            return new Reading(Urgency.HIGH, true);
        }
        if (denied) {
            return new Reading(Urgency.LOW, true);
        }
        return new Reading(Urgency.MEDIUM, rest.say(ORDINARY));
    }
}
