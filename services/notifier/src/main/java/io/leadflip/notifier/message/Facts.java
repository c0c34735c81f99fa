package io.leadflip.notifier.message;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The facts a permit gives for a text, each as one line of visible letters: people wrote them, and
/// none may add a line or a header, or turn the words around it. What is absent is left out of the
/// text, never guessed.
record Facts(Map<String, String> values) {
    /// White space, control characters, line and paragraph separators, and marks of direction.
    private static final Pattern UNSEEN =
            Pattern.compile(
                    "[\\s\\p{Cc}\\p{Zl}\\p{Zp}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+");

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name))
                .map(value -> UNSEEN.matcher(value).replaceAll(" ").strip())
                .filter(value -> !value.isEmpty());
    }

    String get(String name, String otherwise) {
        return find(name).orElse(otherwise);
    }

    /// An enum's wire spelling as words.
    String words(String name, String otherwise) {
        return find(name)
                .map(value -> value.toLowerCase(Locale.ROOT).replace('_', ' '))
                .orElse(otherwise);
    }

    /// A piece of a sentence around a fact, without the fact's own full stop; or nothing.
    String around(String before, String name, String after) {
        return find(name).map(value -> before + value.replaceAll("\\.+$", "") + after).orElse("");
    }
}
