package io.leadflip.sandbox.speech;

/// Speech could not be made on this machine; the message says what to do.
public final class SpeechUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpeechUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
