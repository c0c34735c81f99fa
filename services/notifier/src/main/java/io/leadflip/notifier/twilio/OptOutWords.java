package io.leadflip.notifier.twilio;

import io.leadflip.contracts.value.OptOutPhrases;
import java.util.Locale;
import java.util.Set;

/// Whether a text message asks us to stop: the words of the FCC, of Twilio and their Spanish ones,
/// however they are written, and whole sentences that say so. Twilio's own list has OPTOUT but not
/// OPT OUT.
final class OptOutWords {
    private static final Set<String> TWILIO =
            Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "OPTOUT", "REVOKE");
    private static final Set<String> SPANISH = Set.of("ALTO", "PARAR", "BAJA");

    private OptOutWords() {}

    static boolean asksToStop(String body) {
        var word = normalised(body).replace(" ", "");
        return TWILIO.contains(word) || SPANISH.contains(word) || OptOutPhrases.inText(body);
    }

    /// Whether Twilio recognises the word too, and confirms it by itself.
    static boolean confirmedByTwilio(String body) {
        return TWILIO.contains(normalised(body));
    }

    private static String normalised(String body) {
        return body.replaceAll("[^\\p{L}\\p{N}\\s]", " ")
                .replaceAll("\\s+", " ")
                .strip()
                .toUpperCase(Locale.ROOT);
    }
}
