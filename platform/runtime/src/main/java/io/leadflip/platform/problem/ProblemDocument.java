package io.leadflip.platform.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/// A problem as it goes over the wire (RFC 9457 §3).
@RegisterForReflection
public record ProblemDocument(
        String type,
        String title,
        int status,
        String code,
        String detail,
        @JsonAnyGetter Map<String, Object> members) {
    public static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPES = "https://leadflip.dev/problems/";

    static ProblemDocument of(ProblemType type, String detail, Map<String, Object> members) {
        return new ProblemDocument(
                TYPES + type.code(), type.title(), type.status(), type.code(), detail, members);
    }

    /// For places that answer without JAX-RS, such as a Vert.x route.
    public static ProblemDocument of(ProblemType type, String detail) {
        return of(type, detail, Map.of());
    }

    static Response response(ProblemType type, String detail) {
        return response(type, detail, Map.of(), null);
    }

    static Response response(
            ProblemType type, String detail, Map<String, Object> members, Integer retryAfter) {
        var response =
                Response.status(type.status()).type(MEDIA_TYPE).entity(of(type, detail, members));
        if (retryAfter != null) {
            response.header("Retry-After", retryAfter);
        }
        return response.build();
    }

    /// The document as a plain map, in the order of the specification.
    public Map<String, Object> asMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("type", type);
        map.put("title", title);
        map.put("status", status);
        map.put("code", code);
        map.put("detail", detail);
        map.putAll(members);
        return map;
    }
}
