package io.leadflip.intake.contact;

import io.leadflip.intake.access.TrackingTokens;
import java.util.Locale;
import java.util.regex.Pattern;

/// The words a consumer agreed to, and what they name.
public record ConsentText(String shown, String version) {
    private static final Pattern AI =
            Pattern.compile(
                    "\\bAI\\b|\\bartificial(?:\\s+intelligence|\\s+voice|\\s+or\\s+prerecorded)|\\bautomated\\s+voice|\\bIA\\b|\\binteligencia artificial\\b");

    private static final Pattern RECORDING =
            Pattern.compile(
                    "\\b(?:record(?:ed|ing|ings|s)?|grab(?:a|an|e|en|ar|ada|adas|ado|ados|ación|aciones))(?![\\p{L}\\p{N}])",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /// As whole words: a short name is not named by a longer word that holds it.
    public boolean names(String business) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}])"
                                + Pattern.quote(plain(business))
                                + "(?![\\p{L}\\p{N}])")
                .matcher(plain(shown))
                .find();
    }

    public boolean mentionsAiVoice() {
        return AI.matcher(shown).find();
    }

    public boolean mentionsRecording() {
        return RECORDING.matcher(shown).find();
    }

    /// Kept beside the words, to show later that they are still the ones.
    public String hash() {
        return TrackingTokens.sha256(shown);
    }

    public boolean provedBy(String hash) {
        return !shown.isBlank() && !version.isBlank() && hash().equals(hash);
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replace('’', '\'').replaceAll("\\s+", " ").trim();
    }
}
