package io.leadflip.sandbox.twilio;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One step of a TwiML document, as far as the sandbox plays it.
sealed interface Verb {
    record Say(String text, String voice) implements Verb {}

    record Pause(Duration length) implements Verb {}

    record Redirect(String url, String method) implements Verb {}

    /// Waits for one key while and after the prompt is heard; without one the document goes on.
    ///
    /// @param prompt what is said and paused meanwhile
    /// @param action asked with the key; the document itself when it is not given
    record Gather(List<Verb> prompt, Duration timeout, Optional<String> action, String method)
            implements Verb {
        public Gather {
            prompt = List.copyOf(prompt);
        }
    }

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

    /// `<Dial>` to one phone: it rings, may hear a document of its own, and is put together with
    /// the line.
    ///
    /// @param callerId what the phone shows; the number the call came from when it is not given
    /// @param first what whoever answers hears before
    /// @param events of the leg that are told to `statusCallback`
    record Dial(
            String number,
            Optional<String> callerId,
            Duration timeout,
            Duration timeLimit,
            Optional<String> action,
            String actionMethod,
            Optional<String> first,
            String firstMethod,
            Optional<String> statusCallback,
            String statusCallbackMethod,
            Set<String> events)
            implements Verb {
        @Override
        public String toString() {
            return "Dial[redacted]";
        }
    }
}
