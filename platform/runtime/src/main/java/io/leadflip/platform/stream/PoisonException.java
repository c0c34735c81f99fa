package io.leadflip.platform.stream;

/// A fact that no further try will make digestible.
public class PoisonException extends RuntimeException {
    public PoisonException(String reason) {
        super(reason);
    }

    public PoisonException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
