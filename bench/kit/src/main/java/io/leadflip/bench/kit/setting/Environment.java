package io.leadflip.bench.kit.setting;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the environment of a benchmark says. A variable that is blank counts as not set.
///
/// @param target of the Makefile that sets what a benchmark cannot do without
public record Environment(Map<String, String> variables, String target) {
    public static Environment of(String target) {
        return new Environment(System.getenv(), target);
    }

    /// @throws IllegalStateException when it is not set
    public String required(String name) {
        return given(name)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        name + " is not set; `make " + target + "` sets it."));
    }

    public Path path(String name) {
        return Path.of(required(name));
    }

    /// @throws IllegalArgumentException when it is no whole number, or less than the least
    public int number(String name, int otherwise, int least) {
        var number = given(name).map(Integer::valueOf).orElse(otherwise);
        if (number < least) {
            throw new IllegalArgumentException(name + " must be at least " + least);
        }
        return number;
    }

    public List<String> words(String name, String separator) {
        return given(name).stream()
                .flatMap(text -> Stream.of(text.split(separator)))
                .filter(word -> !word.isBlank())
                .toList();
    }

    /// Whether it is `1`.
    public boolean on(String name) {
        return given(name).filter("1"::equals).isPresent();
    }

    private Optional<String> given(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }
}
