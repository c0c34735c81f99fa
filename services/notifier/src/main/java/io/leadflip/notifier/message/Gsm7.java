package io.leadflip.notifier.message;

import java.text.Normalizer;
import java.util.Map;

/// The alphabet of text messages (3GPP TS 23.038 §6.2.1): 160 of its letters make one segment, some
/// cost two.
final class Gsm7 {
    private static final String BASIC =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENDED = "^{}\\[~]|€\f";
    private static final Map<Integer, String> LOOKALIKES =
            Map.ofEntries(
                    Map.entry((int) '–', "-"),
                    Map.entry((int) '—', "-"),
                    Map.entry((int) '‘', "'"),
                    Map.entry((int) '’', "'"),
                    Map.entry((int) '“', "\""),
                    Map.entry((int) '”', "\""),
                    Map.entry((int) '…', "..."),
                    Map.entry((int) '•', "-"),
                    Map.entry((int) '\u00a0', " "),
                    Map.entry((int) '\t', " "),
                    Map.entry((int) '`', "'"));

    private Gsm7() {}

    /// The septets a text takes, or -1 when it has a letter that is not in the alphabet.
    static int septets(String text) {
        var septets = 0;
        for (var i = 0; i < text.length(); i++) {
            var letter = text.charAt(i);
            if (BASIC.indexOf(letter) >= 0) {
                septets++;
            } else if (EXTENDED.indexOf(letter) >= 0) {
                septets += 2;
            } else {
                return -1;
            }
        }
        return septets;
    }

    /// The same text in the alphabet: look-alikes instead of foreign letters, nothing instead of
    /// pictures.
    static String spelled(String text) {
        var spelled = new StringBuilder();
        text.codePoints().forEach(letter -> spelled.append(spelled(letter)));
        return spelled.toString();
    }

    private static String spelled(int letter) {
        var text = Character.toString(letter);
        if (septets(text) > 0) {
            return text;
        }
        if (LOOKALIKES.containsKey(letter)) {
            return LOOKALIKES.get(letter);
        }
        var bare = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        return septets(bare) > 0 ? bare : "";
    }
}
