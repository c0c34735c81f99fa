package io.leadflip.intake.rest;

import io.leadflip.platform.problem.ProblemDocument;
import io.leadflip.platform.problem.ProblemType;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/// Adds to the API's description what holds for many operations at once: who may ask, which
/// problems may be the answer, and which requests may be repeated under a key.
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {
    private static final String BEARER = "bearer";
    private static final String TRACKING = "trackingToken";
    private static final Set<HttpMethod> WRITES =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    /// Whether the key is required.
    private static final Map<String, Boolean> KEYS =
            Map.of(
                    "/v1/leads", true,
                    "/v1/businesses", false,
                    "/v1/matches/{matchId}/calls", true,
                    "/v1/matches/{matchId}/callbacks", false);

    private static final Set<String> CONFLICTS =
            Set.of(
                    "POST /v1/leads",
                    "DELETE /v1/leads/{leadId}",
                    "POST /v1/leads/{leadId}/answers",
                    "POST /v1/leads/{leadId}/phone-verification",
                    "POST /v1/businesses",
                    "PUT /v1/matches/{matchId}/consent",
                    "PUT /v1/matches/{matchId}/recording-consent",
                    "PUT /v1/admin/businesses/{businessId}/phone-approval",
                    "POST /v1/matches/{matchId}/callbacks",
                    "POST /v1/matches/{matchId}/accept",
                    "POST /v1/matches/{matchId}/decline",
                    "POST /v1/matches/{matchId}/calls");
    private static final Set<String> LIMITED =
            Set.of("POST /v1/leads", "POST /v1/leads/{leadId}/phone-verification");
    private static final Set<String> PASSED_ON =
            Set.of(
                    "GET /v1/calls/{callId}",
                    "GET /v1/calls/{callId}/transcript",
                    "GET /v1/matches/{matchId}/call-eligibility",
                    "GET /v1/admin/contact-decisions",
                    "GET /v1/admin/spend",
                    "GET /v1/admin/dead-letters/{service}/{id}",
                    "GET /v1/leads/{leadId}/events",
                    "GET /v1/calls/{callId}/events",
                    "POST /v1/admin/halts",
                    "GET /v1/admin/halts",
                    "POST /v1/admin/halts/{haltId}/lift");
    private static final Set<ProblemType> TOLD =
            Set.of(
                    ProblemType.BAD_REQUEST,
                    ProblemType.UNAUTHORIZED,
                    ProblemType.FORBIDDEN,
                    ProblemType.NOT_FOUND,
                    ProblemType.CONFLICT,
                    ProblemType.PAYLOAD_TOO_LARGE,
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    ProblemType.UNPROCESSABLE,
                    ProblemType.TOO_MANY_REQUESTS,
                    ProblemType.UNAVAILABLE);

    @Override
    public void filterOpenAPI(OpenAPI api) {
        components(api);
        api.getPaths()
                .getPathItems()
                .forEach(
                        (path, item) ->
                                item.getOperations()
                                        .forEach(
                                                (method, operation) ->
                                                        complete(path, method, operation)));
    }

    private static void components(OpenAPI api) {
        var components = api.getComponents();
        components.setSecuritySchemes(
                Map.of(
                        BEARER,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description(
                                        "A token of the OIDC issuer; leadflip_roles names the roles consumer, business and admin."),
                        TRACKING,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.HEADER)
                                .name("X-Tracking-Token")
                                .description("What a visitor received for one lead.")));
        components.addSchema("Problem", problem());
        TOLD.forEach(
                type ->
                        components.addResponse(
                                name(type),
                                OASFactory.createAPIResponse()
                                        .description(type.title())
                                        .content(
                                                OASFactory.createContent()
                                                        .addMediaType(
                                                                ProblemDocument.MEDIA_TYPE,
                                                                OASFactory.createMediaType()
                                                                        .schema(
                                                                                OASFactory
                                                                                        .createSchema()
                                                                                        .ref(
                                                                                                "#/components/schemas/Problem"))))));
    }

    private static Schema problem() {
        return object(OASFactory.createSchema())
                .description("RFC 9457; a problem may have more members, such as errors or missing")
                .addProperty("type", text())
                .addProperty("title", text())
                .addProperty(
                        "status",
                        OASFactory.createSchema().type(List.of(Schema.SchemaType.INTEGER)))
                .addProperty("code", text().description("a stable name for programs"))
                .addProperty("detail", text().description("one sentence for people"));
    }

    private static Schema object(Schema schema) {
        return schema.type(List.of(Schema.SchemaType.OBJECT));
    }

    private static Schema text() {
        return OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING));
    }

    private static void complete(String path, HttpMethod method, Operation operation) {
        security(path, method, operation);
        if (method == HttpMethod.POST && KEYS.containsKey(path)) {
            operation.addParameter(
                    OASFactory.createParameter()
                            .name(RequestFacts.KEY_HEADER)
                            .in(Parameter.In.HEADER)
                            .required(KEYS.get(path))
                            .description(
                                    "The same key and body again is answered as the first time; another body is 422.")
                            .schema(text().minLength(1).maxLength(255)));
        }
        problems(path, method, operation)
                .forEach(
                        type ->
                                operation
                                        .getResponses()
                                        .addAPIResponse(
                                                String.valueOf(type.status()),
                                                OASFactory.createAPIResponse()
                                                        .ref(
                                                                "#/components/responses/"
                                                                        + name(type))));
    }

    private static void security(String path, HttpMethod method, Operation operation) {
        var asked = new ArrayList<SecurityRequirement>();
        asked.add(OASFactory.createSecurityRequirement().addScheme(BEARER));
        if (path.equals("/v1/leads") && method == HttpMethod.POST) {
            asked.add(OASFactory.createSecurityRequirement());
        } else if (path.startsWith("/v1/leads/")
                || path.startsWith("/v1/calls/")
                || path.endsWith("/consent")
                || path.endsWith("/recording-consent")
                || path.endsWith("/callbacks")) {
            asked.add(OASFactory.createSecurityRequirement().addScheme(TRACKING));
        }
        operation.setSecurity(asked);
    }

    private static Set<ProblemType> problems(String path, HttpMethod method, Operation operation) {
        var name = method + " " + path;
        var problems = new TreeSet<>(Set.of(ProblemType.UNAUTHORIZED, ProblemType.FORBIDDEN));
        if (path.contains("{")) {
            problems.add(ProblemType.NOT_FOUND);
        }
        if (WRITES.contains(method) && operation.getRequestBody() != null) {
            problems.add(ProblemType.BAD_REQUEST);
            problems.add(ProblemType.PAYLOAD_TOO_LARGE);
            problems.add(ProblemType.UNSUPPORTED_MEDIA_TYPE);
            problems.add(ProblemType.UNPROCESSABLE);
        }
        if (KEYS.containsKey(path) && method == HttpMethod.POST) {
            problems.add(ProblemType.BAD_REQUEST);
            problems.add(ProblemType.UNPROCESSABLE);
        }
        if (path.startsWith("/v1/admin/dead-letters") || path.equals("/v1/admin/spend")) {
            problems.add(ProblemType.BAD_REQUEST);
        }
        if (name.endsWith("/contact-decisions") || name.endsWith("/call-eligibility")) {
            problems.add(ProblemType.BAD_REQUEST);
            problems.add(ProblemType.NOT_FOUND);
        }
        if (CONFLICTS.contains(name)) {
            problems.add(ProblemType.CONFLICT);
        }
        if (LIMITED.contains(name)) {
            problems.add(ProblemType.TOO_MANY_REQUESTS);
        }
        if (PASSED_ON.contains(name)) {
            problems.add(ProblemType.UNAVAILABLE);
        }
        return problems;
    }

    private static String name(ProblemType type) {
        return type.code();
    }
}
