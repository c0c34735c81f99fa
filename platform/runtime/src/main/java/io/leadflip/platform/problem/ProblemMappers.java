package io.leadflip.platform.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns every failure at the REST edge into a problem document. What went wrong inside is logged,
/// never told.
class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    Response problem(Problem problem) {
        return ProblemDocument.response(
                problem.type(),
                problem.getMessage(),
                problem.members(),
                problem.retryAfterSeconds());
    }

    @ServerExceptionMapper
    Response validation(ConstraintViolationException failure) {
        var errors = failure.getConstraintViolations().stream().map(ProblemMappers::error).toList();
        return ProblemDocument.response(
                ProblemType.BAD_REQUEST,
                "Some members are missing or out of range.",
                Map.of("errors", errors),
                null);
    }

    /// The first is named besides its parent because Quarkus brings a mapper of its own for it.
    @ServerExceptionMapper({
        MismatchedInputException.class,
        JsonMappingException.class,
        JsonParseException.class
    })
    Response json(JacksonException failure) {
        return ProblemDocument.response(
                ProblemType.BAD_REQUEST,
                "The body is no JSON of the expected shape.",
                Map.of("errors", pointers(failure)),
                null);
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException failure) {
        if (failure.getCause() instanceof JacksonException cause) {
            return json(cause);
        }
        var status = failure.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(failure);
        }
        var type = ProblemType.ofStatus(status);
        return ProblemDocument.response(type, type.title() + ".");
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthorized(SecurityException failure) {
        return ProblemDocument.response(
                ProblemType.UNAUTHORIZED, "A valid bearer token is needed.");
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException failure) {
        return ProblemDocument.response(
                ProblemType.FORBIDDEN, "The token's role does not allow this.");
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        if (isOutage(failure)) {
            LOG.warnf("A store is not reachable: %s", FailureDescription.brief(failure));
            return ProblemDocument.response(
                    ProblemType.UNAVAILABLE,
                    "A store is not reachable; whether anything was changed is not known.",
                    Map.of(),
                    2);
        }
        LOG.errorf("A request failed: %s", FailureDescription.full(failure));
        return ProblemDocument.response(ProblemType.INTERNAL, "The request failed; it was logged.");
    }

    private static boolean isOutage(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof VertxException
                    || (cause instanceof IOException && !(cause instanceof JacksonException))) {
                return true;
            }
            if (cause instanceof PgException refused && refused.getSqlState().startsWith("57P")) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> error(ConstraintViolation<?> violation) {
        var path = violation.getPropertyPath().toString();
        return Map.of(
                "pointer",
                path.substring(path.lastIndexOf('.') + 1),
                "detail",
                violation.getMessage());
    }

    private static List<Map<String, String>> pointers(JacksonException failure) {
        return failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                ? List.of(
                        Map.of(
                                "pointer",
                                pointer(mapping),
                                "detail",
                                "has the wrong type or value"))
                : List.of();
    }

    private static String pointer(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(
                        step ->
                                step.getFieldName() == null
                                        ? String.valueOf(step.getIndex())
                                        : step.getFieldName())
                .collect(Collectors.joining("/", "/", ""));
    }
}
