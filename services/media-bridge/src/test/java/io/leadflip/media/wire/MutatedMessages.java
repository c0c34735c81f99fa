package io.leadflip.media.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Messages as they are, and messages that something has happened to.
public final class MutatedMessages {
    private static final List<String> PIECES =
            List.of(
                    "\"",
                    "\\",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    " ",
                    "\n",
                    "\t",
                    "0",
                    "-1",
                    "1e3",
                    "null",
                    "true",
                    "\"\"",
                    "\\u0041",
                    "\\/",
                    "=",
                    "é",
                    "\u0000",
                    "\"a\":1,",
                    "\"media\":{},",
                    "\"event\":\"media\",",
                    "\"delta\":\"AAAA\",",
                    "\"payload\":\"AAAA\",");

    private MutatedMessages() {}

    /// Up to three pieces are put in, taken out or written over anywhere.
    public static Arbitrary<String> of(Arbitrary<String> whole) {
        Arbitrary<List<Integer>> places =
                Arbitraries.integers().between(0, 10_000).list().ofMaxSize(3);
        return Combinators.combine(
                        whole, places, Arbitraries.of(PIECES), Arbitraries.integers().between(0, 3))
                .as(MutatedMessages::mutated);
    }

    private static String mutated(String text, List<Integer> places, String piece, int cut) {
        StringBuilder changed = new StringBuilder(text);
        for (int place : places) {
            int from = changed.isEmpty() ? 0 : place % (changed.length() + 1);
            int to = Math.min(changed.length(), from + cut);
            changed.replace(from, to, place % 3 == 0 ? "" : piece);
        }
        return changed.toString();
    }

    /// Objects of these fields in any order.
    public static Arbitrary<String> object(List<Arbitrary<String>> fields) {
        return Combinators.combine(fields)
                .as(all -> all)
                .flatMap(all -> Arbitraries.shuffle(all))
                .map(all -> "{" + String.join(",", all) + "}");
    }

    /// Base64 as it should be.
    public static Arbitrary<String> properBase64() {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(225)
                .map(Base64.getEncoder()::encodeToString);
    }

    /// Base64 as it should be, and what only looks like it.
    public static Arbitrary<String> base64() {
        Arbitrary<String> proper = properBase64();
        Arbitrary<String> rubbish =
                Arbitraries.strings()
                        .withChars("ABCXYZabcxyz0189+/=")
                        .ofMinLength(0)
                        .ofMaxLength(300);
        return Arbitraries.oneOf(proper, proper, rubbish);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
