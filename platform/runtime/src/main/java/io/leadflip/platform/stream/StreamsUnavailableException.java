package io.leadflip.platform.stream;

/// The streams did not do what they were asked; the cause is in the message, as they worded it.
public class StreamsUnavailableException extends RuntimeException {
    public StreamsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
