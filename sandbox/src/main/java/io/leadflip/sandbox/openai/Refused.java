package io.leadflip.sandbox.openai;

/// A client event cannot be followed; the session goes on.
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RealtimeError error;

    Refused(RealtimeError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    RealtimeError error() {
        return error;
    }
}
