package io.leadflip.notifier.twilio;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The fields of a form as they came over the wire.
record SignedForm(List<Field> fields) {
    record Field(String name, String value) {
        @Override
        public String toString() {
            return "Field[name=" + name + "]";
        }
    }

    SignedForm {
        fields = List.copyOf(fields);
    }

    /// @throws IllegalArgumentException when the text is no form
    static SignedForm parse(String body) {
        var fields = new ArrayList<Field>();
        for (var pair : body.split("&")) {
            if (!pair.isEmpty()) {
                var equals = pair.indexOf('=');
                fields.add(
                        equals < 0
                                ? new Field(decoded(pair), "")
                                : new Field(
                                        decoded(pair.substring(0, equals)),
                                        decoded(pair.substring(equals + 1))));
            }
        }
        return new SignedForm(fields);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    Optional<String> find(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .findFirst();
    }

    /// The fields in order of their names, each name followed by its value: what Twilio signs after
    /// the URL.
    String signedPart() {
        var text = new StringBuilder();
        fields.stream()
                .sorted(Comparator.comparing(Field::name))
                .forEach(field -> text.append(field.name()).append(field.value()));
        return text.toString();
    }
}
