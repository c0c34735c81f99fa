package io.leadflip.calls.twilio;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The fields of a form body, decoded once from its raw bytes: UTF-8, `+` is a space, empty values
/// and repetitions stay.
record FormFields(SortedMap<String, List<String>> fields) {
    private static final FormFields NONE = new FormFields(new TreeMap<>());

    /// @throws IllegalArgumentException when an escape is broken
    static FormFields parse(byte[] body) {
        if (body == null || body.length == 0) {
            return NONE;
        }
        SortedMap<String, List<String>> fields = new TreeMap<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                fields.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
            }
        }
        return new FormFields(fields);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name))
                .map(List::getFirst)
                .filter(value -> !value.isBlank());
    }

    /// Empty when the field is missing or no number.
    Optional<Integer> number(String name) {
        return text(name).filter(value -> value.matches("\\d{1,9}")).map(Integer::valueOf);
    }

    /// Name and value of each field, names in order, each different value of a name once: what
    /// Twilio signs after the URL.
    String signed() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, List<String>> field : fields.entrySet()) {
            field.getValue().stream()
                    .distinct()
                    .sorted()
                    .forEach(value -> text.append(field.getKey()).append(value));
        }
        return text.toString();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "FormFields" + fields.keySet();
    }
}
