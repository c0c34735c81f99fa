package io.leadflip.bench.events.probe;

import java.util.Map;
import java.util.stream.Collectors;

/// One section of Redis' INFO.
///
/// @param fields by name, as text
record RedisInfo(Map<String, String> fields) {
    static RedisInfo of(String section) {
        return new RedisInfo(
                section.lines()
                        .filter(line -> line.contains(":"))
                        .map(line -> line.split(":", 2))
                        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].strip())));
    }

    String text(String field) {
        var value = fields.get(field);
        if (value == null) {
            throw new IllegalStateException("Redis does not tell " + field);
        }
        return value;
    }

    long number(String field) {
        return Long.parseLong(text(field));
    }
}
