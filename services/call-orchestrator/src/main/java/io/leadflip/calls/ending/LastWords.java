package io.leadflip.calls.ending;

import java.util.Locale;

/// What is said to a consumer by the provider's own voice, when no bridge can say it, by language.
/// Each is whole in itself, for nothing may have been heard before it: it says who calls and for
/// whom.
enum LastWords {
    ENGLISH(
            "en-US",
            "This is an automated message from LeadFlip, calling for %s. We are sorry, something went wrong on our side, and we cannot go on"
                    + " with this call. We will not keep you any longer. Goodbye."),
    SPANISH(
            "es-US",
            "Este es un mensaje automático de LeadFlip, de parte de %s. Lo sentimos, ha habido un problema por nuestra parte y no podemos"
                    + " seguir con esta llamada. No le molestamos más. Adiós.");

    private static final int LONGEST_NAME = 120;

    private final String tag;
    private final String apology;

    LastWords(String tag, String apology) {
        this.tag = tag;
        this.apology = apology;
    }

    /// @param language BCP 47 tag; null for English
    static LastWords in(String language) {
        return language != null && language.toLowerCase(Locale.ROOT).startsWith("es")
                ? SPANISH
                : ENGLISH;
    }

    Instruction.Say apology(String business) {
        return new Instruction.Say(apology.formatted(spoken(business)), tag);
    }

    /// One line without anything that cannot stand in XML.
    private static String spoken(String name) {
        String line =
                name == null
                        ? ""
                        : name.replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Cn}\\u2028\\u2029]+", " ").strip();
        return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME);
    }
}
