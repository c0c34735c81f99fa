package io.leadflip.sandbox.twilio;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a create-call request must hold, asked in Twilio's order; the first broken rule is the
/// answer.
final class CallRules {
    private static final Set<String> EVENTS =
            Set.of("initiated", "ringing", "answered", "completed");
    private static final Set<String> DETECTIONS = Set.of("Enable", "DetectMessageEnd");
    private static final int LONGEST_TWIML = 4000;

    private CallRules() {}

    static Optional<TwilioError> check(Form form) {
        return Stream.<Function<Form, Optional<TwilioError>>>of(
                        CallRules::numbers,
                        CallRules::instructions,
                        CallRules::callbacks,
                        CallRules::limits,
                        CallRules::detection)
                .flatMap(rule -> rule.apply(form).stream())
                .findFirst();
    }

    private static Optional<TwilioError> numbers(Form form) {
        Optional<String> to = form.text("To");
        if (to.isEmpty()) {
            return refuse(21201, "No 'To' number is specified");
        }
        Optional<String> from = form.text("From");
        if (from.isEmpty()) {
            return refuse(21213, "'From' phone number is required to place a call");
        }
        if (!PhoneNumbers.valid(to.get())) {
            return refuse(21211, "The phone number you are attempting to call is not valid");
        }
        return PhoneNumbers.valid(from.get())
                ? Optional.empty()
                : refuse(21212, "The 'From' phone number provided is not valid");
    }

    private static Optional<TwilioError> instructions(Form form) {
        Optional<String> url = form.text("Url");
        if (url.isPresent()) {
            return Webhook.valid(url.get())
                    ? Optional.empty()
                    : refuse(21205, "Url is not a valid URL");
        }
        if (form.text("Twiml").isPresent()) {
            return form.text("Twiml").get().length() <= LONGEST_TWIML
                    ? Optional.empty()
                    : refuse(32018, "Twiml must not exceed 4000 characters");
        }
        return form.text("ApplicationSid").isPresent()
                ? refuse(21218, "Invalid ApplicationSid")
                : refuse(21205, "Url parameter is required");
    }

    private static Optional<TwilioError> callbacks(Form form) {
        boolean unusable =
                Stream.of("StatusCallback", "FallbackUrl", "AsyncAmdStatusCallback")
                        .flatMap(field -> form.text(field).stream())
                        .anyMatch(url -> !Webhook.valid(url));
        if (unusable) {
            return refuse(21609, "A callback URL is not a valid URL");
        }
        return EVENTS.containsAll(form.all("StatusCallbackEvent"))
                ? Optional.empty()
                : refuse(21626, "StatusCallbackEvent is not valid");
    }

    private static Optional<TwilioError> limits(Form form) {
        if (form.number("Timeout", 60, 1, 600).isEmpty()) {
            return refuse(21208, "Timeout is not valid");
        }
        if (form.number("TimeLimit", 14400, 1, 86400).isEmpty()) {
            return refuse(20001, "TimeLimit is not valid");
        }
        boolean playable =
                form.text("SendDigits")
                        .map(digits -> digits.matches("[0-9wW*#]{1,32}"))
                        .orElse(true);
        return playable ? Optional.empty() : refuse(21206, "SendDigits is not valid");
    }

    private static Optional<TwilioError> detection(Form form) {
        boolean known = form.text("MachineDetection").map(DETECTIONS::contains).orElse(true);
        boolean inRange =
                form.number("MachineDetectionTimeout", 30, 3, 59).isPresent()
                        && form.number("MachineDetectionSpeechThreshold", 2400, 1000, 6000)
                                .isPresent()
                        && form.number("MachineDetectionSpeechEndThreshold", 1200, 500, 5000)
                                .isPresent()
                        && form.number("MachineDetectionSilenceTimeout", 5000, 2000, 10000)
                                .isPresent();
        boolean switched =
                form.text("AsyncAmd")
                        .map(value -> Set.of("true", "false").contains(value))
                        .orElse(true);
        return known && inRange && switched
                ? Optional.empty()
                : refuse(21234, "Invalid Machine Detection configuration value");
    }

    private static Optional<TwilioError> refuse(int code, String message) {
        return Optional.of(TwilioError.badRequest(code, message));
    }
}
