package io.leadflip.media.wire;

/// What may pass for base64 on either socket: the other side gets it as it came.
public final class Base64Text {
    private Base64Text() {}

    /// Whole groups of four, padded at its end only, and not empty.
    public static boolean isValid(String text) {
        int end = text.length();
        int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
        for (int i = 0; i < end - padding; i++) {
            if (!digit(text.charAt(i))) {
                return false;
            }
        }
        return end > padding && end % 4 == 0;
    }

    private static boolean digit(char c) {
        return c >= 'A' && c <= 'Z'
                || c >= 'a' && c <= 'z'
                || c >= '0' && c <= '9'
                || c == '+'
                || c == '/';
    }
}
