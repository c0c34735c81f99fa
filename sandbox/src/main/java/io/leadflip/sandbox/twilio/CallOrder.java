package io.leadflip.sandbox.twilio;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// A call as the customer ordered it; the form has passed {@link CallRules}.
record CallOrder(
        String to,
        String from,
        Source instructions,
        Optional<Webhook> fallback,
        Optional<Webhook> statusCallback,
        Set<String> events,
        Duration timeout,
        Duration timeLimit,
        Detection detection,
        Form form) {

    static CallOrder of(Form form) {
        Set<String> events = Set.copyOf(form.all("StatusCallbackEvent"));
        return new CallOrder(
                form.text("To").orElseThrow(),
                form.text("From").orElseThrow(),
                Source.in(form).orElseThrow(),
                Webhook.in(form, "FallbackUrl", "FallbackMethod"),
                Webhook.in(form, "StatusCallback", "StatusCallbackMethod"),
                events.isEmpty() ? Set.of("completed") : events,
                Duration.ofSeconds(form.number("Timeout", 60, 1, 600).orElse(60)),
                Duration.ofSeconds(form.number("TimeLimit", 14400, 1, 86400).orElse(14400)),
                Detection.of(form),
                form);
    }

    @Override
    public String toString() {
        return "CallOrder[redacted]";
    }
}
