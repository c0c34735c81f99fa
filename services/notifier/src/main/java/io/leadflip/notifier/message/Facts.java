package io.leadflip.notifier.message;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The facts a permit gives for a text. What is absent is left out of the text, never guessed.
record Facts(Map<String, String> values) {
    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name))
                .map(String::strip)
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
