package io.leadflip.notifier.message;

/// A text message is one GSM-7 segment: it costs once and arrives whole.
public final class SegmentPolicy {
    private static final int SEGMENT = 160;
    private static final String CUT = "...";

    private SegmentPolicy() {}

    public static boolean fits(String text) {
        var septets = Gsm7.septets(text);
        return septets >= 0 && septets <= SEGMENT;
    }

    /// `body` and `tail` with a space between, in the alphabet of text messages; the body is cut
    /// when both are too long, the tail never.
    ///
    /// @throws IllegalArgumentException when the tail alone is too long
    public static String segment(String body, String tail) {
        var end = tail.isEmpty() ? "" : " " + Gsm7.spelled(tail);
        var room = SEGMENT - Gsm7.septets(end);
        if (room < 0) {
            throw new IllegalArgumentException("The end of a text message does not fit a segment");
        }
        return within(Gsm7.spelled(body).strip(), room) + end;
    }

    private static String within(String text, int room) {
        if (Gsm7.septets(text) <= room) {
            return text;
        }
        var kept = text;
        while (!kept.isEmpty() && Gsm7.septets(kept) + CUT.length() > room) {
            kept = kept.substring(0, kept.length() - 1);
        }
        return kept.isEmpty() ? "" : kept.stripTrailing() + CUT;
    }
}
