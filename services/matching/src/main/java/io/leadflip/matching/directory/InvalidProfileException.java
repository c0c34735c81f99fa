package io.leadflip.matching.directory;

/// A business profile that cannot stand in the directory.
public final class InvalidProfileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidProfileException(String message, Throwable cause) {
        super(message, cause);
    }
}
