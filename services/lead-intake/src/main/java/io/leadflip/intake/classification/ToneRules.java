package io.leadflip.intake.classification;

import io.leadflip.contracts.value.Sentiment;
import java.util.regex.Pattern;

/// The tone of a text and the language it is written in.
final class ToneRules {
    private static final Pattern GLAD =
            Words.any(
                    "thank",
                    "please",
                    "appreciate",
                    "excited",
                    "love\\b",
                    "great\\b",
                    "looking forward",
                    "gracias",
                    "por favor");
    private static final Pattern CROSS =
            Words.any(
                    "terrible",
                    "awful",
                    "frustrat",
                    "angry",
                    "furious",
                    "ridiculous",
                    "fed up",
                    "ripped off",
                    "worst",
                    "horrible",
                    "hate\\b",
                    "sick of",
                    "scam");
    private static final Pattern SPANISH =
            Words.any(
                    "necesito",
                    "tengo",
                    "por favor",
                    "gracias",
                    "mi casa",
                    "hola",
                    "urgente",
                    "presupuesto",
                    "el\\b",
                    "la\\b",
                    "los\\b",
                    "las\\b",
                    "para\\b",
                    "una?\\b",
                    "esta\\b",
                    "con\\b",
                    "que\\b",
                    "de\\b",
                    "busco",
                    "alguien");

    private ToneRules() {}

    static Sentiment sentiment(Words words) {
        int balance = words.count(GLAD) - 2 * words.count(CROSS);
        return balance > 0
                ? Sentiment.POSITIVE
                : balance < 0 ? Sentiment.NEGATIVE : Sentiment.NEUTRAL;
    }

    /// Spanish when a good part of its words are Spanish function words; place names alone are not
    /// enough.
    static String language(Words words) {
        int spanish = words.count(SPANISH);
        return spanish >= 4 && spanish * 6 >= words.count() ? "es" : "en";
    }
}
