package io.leadflip.sandbox.twilio;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One step of a TwiML document, as far as the sandbox plays it.
sealed interface Verb {
    record Say(String text, String voice) implements Verb {}

    record Pause(Duration length) implements Verb {}

    record Redirect(String url, String method) implements Verb {}

    record Hangup() implements Verb {}

    /// `<Connect><Stream>`: both ways, and nothing goes on until the server closes the socket.
    record ConnectStream(
            String url,
            String name,
            Map<String, String> parameters,
            Optional<String> action,
            String actionMethod,
            Optional<String> statusCallback,
            String statusCallbackMethod)
            implements Verb {}
}
