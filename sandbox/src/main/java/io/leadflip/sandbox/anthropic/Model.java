package io.leadflip.sandbox.anthropic;

import io.leadflip.sandbox.schema.SchemaAnswer;
import io.vertx.core.json.JsonObject;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;

/// The mind of the stand-in. It knows two tasks by the property names of the schema: reading a
/// consumer's request, and reading the transcript of a call. For any other schema it writes the
/// emptiest answer that conforms.
final class Model {
    private Model() {}

    static String answer(MessageRequest request, LocalDateTime now) {
        if (request.schema() == null) {
            return "This sandbox answers requests with a JSON schema; without one it has nothing to say.";
        }
        return SchemaAnswer.write(request.schema(), facts(request, now)).encode();
    }

    private static Map<String, Object> facts(MessageRequest request, LocalDateTime now) {
        Set<String> asked =
                request.schema().getJsonObject("properties", new JsonObject()).fieldNames();
        if (asked.contains("outcome")) {
            return CallReading.of(request.prompt(), now);
        }
        return asked.contains("category") || asked.contains("urgency")
                ? LeadReading.of(request.prompt().material())
                : Map.of();
    }
}
