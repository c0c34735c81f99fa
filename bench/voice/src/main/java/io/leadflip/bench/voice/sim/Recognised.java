package io.leadflip.bench.voice.sim;

import java.util.Arrays;

/// Remembers what stands before and behind the audio in messages of one kind on one connection. A
/// message that differs in nothing but its audio needs no parsing.
final class Recognised {
    private byte[] before;
    private byte[] behind;

    /// Learns from a message that was parsed and found right.
    ///
    /// @param audio the audio's text as it stands in it
    void learn(byte[] bytes, int from, int length, String audio) {
        String text = new String(bytes, from, length, java.nio.charset.StandardCharsets.ISO_8859_1);
        int at = text.indexOf('"' + audio + '"');
        if (at >= 0) {
            int start = from + at + 1;
            before = Arrays.copyOfRange(bytes, from, start);
            behind = Arrays.copyOfRange(bytes, start + audio.length(), from + length);
        }
    }

    /// @return where the audio begins; -1 when this is another kind of message
    int audio(byte[] bytes, int from, int length) {
        if (before == null || length < before.length + behind.length) {
            return -1;
        }
        int end = from + length - behind.length;
        boolean same =
                Arrays.equals(bytes, from, from + before.length, before, 0, before.length)
                        && Arrays.equals(bytes, end, from + length, behind, 0, behind.length);
        if (!same) {
            return -1;
        }
        int start = from + before.length;
        for (int i = start; i < end; i++) {
            if (bytes[i] == '"') {
                return -1;
            }
        }
        return start;
    }

    int audioLength(int length) {
        return length - before.length - behind.length;
    }
}
