package io.leadflip.calls.ending;

import java.util.Locale;

/// What is said by the provider's own voice, when no bridge can say it, by language. The apology is
/// whole in itself, for nothing may have been heard before it: it says who calls and for whom.
enum LastWords {
    ENGLISH(
            "en-US",
            "This is an automated message from LeadFlip, calling for %s. We are sorry, something went wrong on our side, and we cannot go on"
                    + " with this call. We will not keep you any longer. Goodbye.",
            "One moment, please. I am putting you through to %s.",
            "We are sorry, nobody at %s can take your call right now. They will call you back. Goodbye."),
    SPANISH(
            "es-US",
            "Este es un mensaje automático de LeadFlip, de parte de %s. Lo sentimos, ha habido un problema por nuestra parte y no podemos"
                    + " seguir con esta llamada. No le molestamos más. Adiós.",
            "Un momento, por favor. Le paso con %s.",
            "Lo sentimos, nadie de %s puede atenderle ahora mismo. Le devolverán la llamada. Adiós.");

    private static final int LONGEST_NAME = 120;

    private final String tag;
    private final String apology;
    private final String handOver;
    private final String nobodyCame;

    LastWords(String tag, String apology, String handOver, String nobodyCame) {
        this.tag = tag;
        this.apology = apology;
        this.handOver = handOver;
        this.nobodyCame = nobodyCame;
    }

    /// @param language BCP 47 tag; null for English
    static LastWords in(String language) {
        return language != null && language.toLowerCase(Locale.ROOT).startsWith("es")
                ? SPANISH
                : ENGLISH;
    }

    Instruction.Say apology(String business) {
        return say(apology.formatted(spoken(business)));
    }

    Instruction.Say handOver(String business) {
        return say(handOver.formatted(spoken(business)));
    }

    Instruction.Say nobodyCame(String business) {
        return say(nobodyCame.formatted(spoken(business)));
    }

    /// To the business, before the consumer hears it. Who it is, the consumer says.
    ///
    /// @param category the trade as contracts spell it
    static Instruction.Say briefing(String category) {
        String trade = category == null ? "a request" : category.replace('_', ' ');
        return ENGLISH.say(
                "This is LeadFlip. A customer asked for a person about "
                        + spoken(trade)
                        + ". To take the call, press 1.");
    }

    private Instruction.Say say(String words) {
        return new Instruction.Say(words, tag);
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
