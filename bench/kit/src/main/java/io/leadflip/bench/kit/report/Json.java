package io.leadflip.bench.kit.report;

import com.fasterxml.jackson.databind.json.JsonMapper;

/// The one mapper of the harness.
public final class Json {
    public static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}
}
