package io.leadflip.media.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Walks through one flat JSON object without making anything of it. It knows only what such
/// messages are made of in practice: plain ASCII strings without escapes, whole numbers, and
/// objects it is asked to enter. Everything else is a surprise, for which there is a full parser.
///
/// Not thread-safe.
public abstract class JsonScanner {
    private static final boolean[] BASE64 = base64();
    private static final int LONGEST_NUMBER = 9;

    /// Where the walk stands.
    protected byte[] bytes;

    protected int at;
    private int end;

    /// The last string that was read, without its quotes.
    protected int from;

    protected int length;

    private static boolean[] base64() {
        boolean[] base64 = new boolean[256];
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
                .chars()
                .forEach(c -> base64[c] = true);
        return base64;
    }

    /// @return whether it was an object of the expected kind, and nothing else
    protected final boolean scan(byte[] message, int size) {
        bytes = message;
        at = 0;
        end = size;
        boolean done = object(0);
        return done && at == end;
    }

    /// Takes the value behind a name.
    ///
    /// @return false for a surprise
    protected abstract boolean value(int depth, int nameFrom, int nameLength);

    protected final boolean object(int depth) {
        if (!sign('{')) {
            return false;
        }
        do {
            if (!string()) {
                return false;
            }
            int nameFrom = from;
            int nameLength = length;
            if (!sign(':') || !value(depth, nameFrom, nameLength)) {
                return false;
            }
        } while (sign(','));
        return sign('}');
    }

    private boolean sign(char wanted) {
        if (at < end && bytes[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    protected final boolean string() {
        if (!sign('"')) {
            return false;
        }
        from = at;
        while (at < end) {
            byte c = bytes[at];
            if (c == '"') {
                length = at++ - from;
                return true;
            }
            if (c < ' ' || c == '\\') {
                return false;
            }
            at++;
        }
        return false;
    }

    /// Base64 in whole groups of four, padded at its end only, and not empty.
    protected final boolean base64String() {
        if (!sign('"')) {
            return false;
        }
        from = at;
        while (at < end && BASE64[bytes[at] & 0xFF]) {
            at++;
        }
        int padding = 0;
        while (padding < 2 && sign('=')) {
            padding++;
        }
        length = at - from;
        return length > padding && length % 4 == 0 && sign('"');
    }

    /// A string, or a whole number that is not negative.
    protected final boolean simple() {
        if (at < end && bytes[at] == '"') {
            return string();
        }
        int first = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        int digits = at - first;
        return digits > 0 && digits <= LONGEST_NUMBER && (digits == 1 || bytes[first] != '0');
    }

    /// The last string as a number.
    ///
    /// @return -1 when it is none
    protected final long number() {
        if (length == 0 || length > LONGEST_NUMBER) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return -1;
            }
            number = 10 * number + bytes[i] - '0';
        }
        return number;
    }

    protected final boolean is(byte[] word) {
        return is(from, length, word);
    }

    protected final boolean is(int start, int size, byte[] word) {
        return size == word.length
                && Arrays.equals(bytes, start, start + size, word, 0, word.length);
    }

    protected static byte[] word(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
