package io.leadflip.intake.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadflip.intake.IntakeConfig;
import io.leadflip.intake.Violations;
import io.leadflip.intake.access.TrackingTokens;
import io.leadflip.intake.contact.Evidence;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the HTTP request says besides its body.
@RequestScoped
class RequestFacts {
    static final String KEY_HEADER = "Idempotency-Key";

    private static final int LONGEST_KEY = 255;
    private static final int LONGEST_HEADER = 500;
    private static final String NO_HEADER = "none";
    private static final String HIDDEN = "null";
    private static final String BROWSER = "Mozilla/";
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

    private final CurrentVertxRequest request;
    private final ObjectMapper json;
    private final IntakeConfig config;

    RequestFacts(CurrentVertxRequest request, ObjectMapper json, IntakeConfig config) {
        this.request = request;
        this.json = json;
        this.config = config;
    }

    /// @throws Problem 400 when there is none
    String idempotencyKey() {
        return givenKey()
                .orElseThrow(
                        () ->
                                new Problem(
                                        ProblemType.BAD_REQUEST,
                                        "An Idempotency-Key header is needed."));
    }

    Optional<String> givenKey() {
        var key = header(KEY_HEADER).map(String::trim).filter(given -> !given.isEmpty());
        if (key.filter(given -> given.length() > LONGEST_KEY).isPresent()) {
            throw new Problem(
                    ProblemType.BAD_REQUEST, "An Idempotency-Key has at most 255 characters.");
        }
        return key;
    }

    String network() {
        return Optional.of(config.clientAddressHeader())
                .filter(name -> !name.equals(NO_HEADER))
                .flatMap(this::header)
                .map(String::trim)
                .filter(address -> ADDRESS.matcher(address).matches())
                .orElseGet(this::peer);
    }

    private String peer() {
        var address = request.getCurrent().request().remoteAddress();
        return address == null || address.hostAddress() == null
                ? Evidence.UNKNOWN
                : address.hostAddress();
    }

    Optional<String> userAgent() {
        return header("User-Agent").filter(agent -> !agent.isBlank()).map(RequestFacts::bounded);
    }

    /// The page on which something was agreed: where the client says it came from. What is no
    /// browser has no pages but screens, so there it is the app that names itself. A browser that
    /// keeps its page to itself leaves it unknown.
    String page() {
        return header("Referer")
                .or(() -> header("Origin").filter(site -> !site.equals(HIDDEN)))
                .filter(page -> !page.isBlank())
                .map(RequestFacts::bounded)
                .or(
                        () ->
                                userAgent()
                                        .filter(agent -> !agent.startsWith(BROWSER))
                                        .map(app -> "app " + app))
                .orElse(Evidence.UNKNOWN);
    }

    /// Where an act of consent came from.
    Evidence evidence() {
        return new Evidence(network(), userAgent().orElse(Evidence.UNKNOWN), page());
    }

    /// Adds what is missing for an act of consent by this request to be proved later.
    Violations provable(Violations violations) {
        evidence()
                .missing()
                .forEach(what -> violations.require(false, "/", what + ", kept as evidence"));
        return violations;
    }

    /// The same body has the same fingerprint, whatever its white space and order of members.
    String fingerprint(Object body) {
        try {
            return TrackingTokens.sha256(json.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A body that was read cannot be written", e);
        }
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(request.getCurrent().request().getHeader(name));
    }

    private static String bounded(String value) {
        return value.length() <= LONGEST_HEADER ? value : value.substring(0, LONGEST_HEADER);
    }
}
