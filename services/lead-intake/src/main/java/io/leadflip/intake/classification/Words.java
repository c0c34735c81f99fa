package io.leadflip.intake.classification;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// A text as the rules read it: lower case, without accents, one space between words.
record Words(String text) {
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}$%'-]+");

    static Words of(String text) {
        var plain = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return new Words(
                plain.toLowerCase(Locale.ROOT)
                        .replace('’', '\'')
                        .replace('–', '-')
                        .replace('—', '-')
                        .replaceAll("\\s+", " ")
                        .trim());
    }

    boolean say(Pattern pattern) {
        return pattern.matcher(text).find();
    }

    int count(Pattern pattern) {
        return (int) pattern.matcher(text).results().count();
    }

    int count() {
        return count(WORD);
    }

    Words without(Pattern pattern) {
        return new Words(pattern.matcher(text).replaceAll(" "));
    }

    /// Whole words or word beginnings, in the alternatives' own regular expressions.
    static Pattern any(String... alternatives) {
        return Pattern.compile("\\b(?:" + String.join("|", alternatives) + ")");
    }
}
