package io.leadflip.media.bridge;

/// Which words fall into the heard part of what was spoken, taking speech to run evenly.
final class Words {
    private Words() {}

    static String upTo(String text, long heardMs, long sentMs) {
        if (heardMs >= sentMs) {
            return text;
        }
        int end = (int) (text.length() * heardMs / sentMs);
        boolean insideWord =
                end > 0
                        && end < text.length()
                        && !Character.isWhitespace(text.charAt(end))
                        && !Character.isWhitespace(text.charAt(end - 1));
        return text.substring(0, insideWord ? text.lastIndexOf(' ', end) + 1 : end).strip();
    }
}
