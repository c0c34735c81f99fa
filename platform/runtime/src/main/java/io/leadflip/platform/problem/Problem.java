package io.leadflip.platform.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// An answer to a client that could not have what it asked for. Becomes an
/// `application/problem+json` document.
public class Problem extends RuntimeException {
    private final ProblemType type;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final Integer retryAfterSeconds;

    /// @param detail one sentence for people; no personal data, nothing about our insides
    public Problem(ProblemType type, String detail) {
        this(type, detail, null);
    }

    private Problem(ProblemType type, String detail, Integer retryAfterSeconds) {
        super(detail, null, false, false);
        this.type = type;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /// Nobody knows what was asked for.
    ///
    /// @param what a word for it, such as `match`
    public static Problem noSuch(String what) {
        return new Problem(ProblemType.NOT_FOUND, "There is no such " + what + ".");
    }

    /// Says when to come again (`Retry-After`, RFC 9110 §10.2.3).
    public Problem retryAfter(int seconds) {
        var later = new Problem(type, getMessage(), seconds);
        later.members.putAll(members);
        return later;
    }

    /// Adds an extension member (RFC 9457 §3.2).
    public Problem with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    public ProblemType type() {
        return type;
    }

    public Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }

    /// Null when there is nothing to say.
    public Integer retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
