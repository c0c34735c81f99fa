package io.leadflip.sandbox.speech;

import java.util.List;

/// One text as one voice spoke it, and how many of its frames carry voice.
record Utterance(String text, int voicedFrames) {

    /// The words between two shares of the utterance (0 to 1), all of them when nearly all of it
    /// was heard.
    String between(double from, double to) {
        if (to - from > 0.8) {
            return text;
        }
        List<String> words = List.of(text.trim().split("\\s+"));
        int letters = text.length();
        StringBuilder heard = new StringBuilder();
        int at = 0;
        for (String word : words) {
            double middle = (at + word.length() / 2.0) / letters;
            if (middle >= from && middle <= to) {
                heard.append(heard.isEmpty() ? "" : " ").append(word);
            }
            at += word.length() + 1;
        }
        return heard.toString();
    }
}
