package io.leadflip.media.bridge;

/// Which words fall into the heard part of what was spoken, taking speech to run evenly.
final class Words {
    /// Speech runs at about 15 characters a second; nobody speaks faster than this for long.
    private static final int CHARACTERS_PER_SECOND = 20;

    private Words() {}

    /// What can have been said in so much time, when nobody knows how long the whole would have
    /// been.
    static String within(String text, long heardMs) {
        long most = heardMs * CHARACTERS_PER_SECOND / 1_000;
        return text.length() <= most ? text : upTo(text, most, text.length());
    }

    /// What was heard of words that may be ahead of their sound: no more than fits into the time.
    static String heard(String text, long heardMs, long sentMs) {
        String even = upTo(text, heardMs, sentMs);
        String possible = within(text, heardMs);
        return even.length() < possible.length() ? even : possible;
    }

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
