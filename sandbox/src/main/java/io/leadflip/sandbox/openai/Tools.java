package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.schema.SchemaAnswer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The functions a session offers, found by what they are for. Arguments take the form of each
/// function's own schema.
final class Tools {
    /// What a function is for, and the names it goes by.
    enum Purpose {
        BOOK("book_appointment", "schedule_appointment"),
        RECORD("record_outcome"),
        OPT_OUT("opt_out", "do_not_call"),
        HUMAN("request_human", "transfer_call"),
        END("end_call", "hang_up");

        private final List<String> names;

        Purpose(String... names) {
            this.names = List.of(names);
        }
    }

    private final Map<String, JsonObject> parameters = new HashMap<>();

    private Tools() {}

    static Tools none() {
        return new Tools();
    }

    static Tools from(JsonArray declared) {
        Tools tools = new Tools();
        declared.stream()
                .map(JsonObject.class::cast)
                .filter(
                        tool ->
                                "function".equals(tool.getString("type"))
                                        && tool.getString("name") != null)
                .forEach(
                        tool ->
                                tools.parameters.put(
                                        tool.getString("name"),
                                        tool.getJsonObject("parameters", new JsonObject())));
        return tools;
    }

    Optional<ToolCall> call(Purpose purpose, Map<String, Object> facts) {
        return purpose.names.stream()
                .filter(parameters::containsKey)
                .findFirst()
                .map(name -> new ToolCall(name, SchemaAnswer.write(parameters.get(name), facts)));
    }
}
