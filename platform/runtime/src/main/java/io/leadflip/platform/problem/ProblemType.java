package io.leadflip.platform.problem;

import java.util.Locale;

/// The catalogue of problems that clients can meet (RFC 9457 §3.1.1 `type`).
public enum ProblemType {
    BAD_REQUEST(400, "The request is not understood"),
    UNAUTHORIZED(401, "Who is asking is not known"),
    FORBIDDEN(403, "This is not allowed"),
    CONTACT_DENIED(403, "This person may not be contacted"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This method is not offered here"),
    NOT_ACCEPTABLE(406, "The answer cannot be given in that form"),
    CONFLICT(409, "The state does not allow this"),
    PRECONDITION_FAILED(412, "The resource has changed"),
    PAYLOAD_TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The request's form is not supported"),
    UNPROCESSABLE(422, "The request is understood but cannot be carried out"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL(500, "Something went wrong here"),
    UNAVAILABLE(503, "Not available right now");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// Stable short name for programs, such as `contact-denied`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// A problem that fits an HTTP status; `INTERNAL` for those without one of their own.
    public static ProblemType ofStatus(int status) {
        for (var type : values()) {
            if (type.status == status) {
                return type;
            }
        }
        return status >= 400 && status < 500 ? BAD_REQUEST : INTERNAL;
    }
}
