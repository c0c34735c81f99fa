package io.leadflip.media.bridge;

import java.util.regex.Pattern;

/// Whether somebody says that people are in danger here and now (CMP-36). What is urgent for a
/// tradesman is not meant, nor a greeting that says what to do in an emergency.
final class EmergencyWords {
    private static final Pattern DANGER =
            Pattern.compile(
                    "\\b(?:"
                            + String.join(
                                    "|",
                                    "(?:i|we)(?:'m|'re| am| are| can| do| still){0,4} smell(?:ing)? (?:natural )?gas",
                                    "(?:there is|there's|it's|we have|we've got|i have|i've got|we got) an? (?:gas leak|fire(?! ?(?:place|pit|extinguisher|alarm|department|damage|hydrant|door)))",
                                    "(?:house|home|kitchen|room|roof|basement|attic|wall|outlet|oven|stove|panel|it|something|everything)(?: is|'s) (?:on fire|burning down|in flames)",
                                    "carbon monoxide (?:alarm|detector)(?: is|'s| keeps| started){0,4} (?:going off|beeping|sounding|ringing)",
                                    "(?:i|we|he|she|they|who|somebody|someone|wife|husband|son|daughter|child|kid|baby|mother|father|mom|dad)(?: is|'s|'m| am|'re| are| got| was| were){0,4} (?:badly |seriously |hurt and )?(?:injured|bleeding|unconscious|electrocuted|not breathing)",
                                    "(?:can't|cannot|can not) breathe",
                                    "having a heart attack",
                                    "huele a gas",
                                    "(?:hay|tenemos) (?:una fuga de gas|un incendio|fuego)",
                                    "se est\u00e1 (?:quemando|incendiando)",
                                    "no (?:puedo|puede) respirar",
                                    "est\u00e1 (?:sangrando|inconsciente|herid[oa])")
                            + ")(?![\\p{L}\\p{N}])",
                    Pattern.CASE_INSENSITIVE
                            | Pattern.UNICODE_CASE
                            | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern ADVICE = Pattern.compile("(?i)\\b(?:if|si) (?:you|usted)\\b");

    private EmergencyWords() {}

    static boolean heard(String said) {
        var words = said.replace('\u2019', '\'').replaceAll("\\s+", " ");
        return DANGER.matcher(words).find() && !ADVICE.matcher(words).find();
    }
}
