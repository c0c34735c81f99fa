package io.leadflip.sandbox.twilio;

import java.util.Optional;
import java.util.Set;

/// What a create-message request must hold; the first broken rule is the answer.
final class MessageRules {
    private static final int LONGEST = 1600;

    private MessageRules() {}

    static Optional<TwilioError> check(Form form, Set<String> suppressed) {
        Optional<String> to = form.text("To");
        if (to.isEmpty()) {
            return refuse(21604, "A 'To' phone number is required.");
        }
        if (form.text("From").isEmpty() && form.text("MessagingServiceSid").isEmpty()) {
            return refuse(21603, "A 'From' phone number is required.");
        }
        if (form.text("Body").isEmpty()) {
            return refuse(21602, "Message body is required.");
        }
        if (form.text("Body").get().length() > LONGEST) {
            return refuse(21617, "The concatenated message body exceeds the 1600 character limit");
        }
        if (!PhoneNumbers.valid(to.get())) {
            return refuse(21211, "The 'To' number is not a valid phone number");
        }
        if (form.text("From").map(from -> !PhoneNumbers.valid(from)).orElse(false)) {
            return refuse(21212, "The 'From' number is not a valid phone number");
        }
        if (form.text("StatusCallback").map(url -> !Webhook.valid(url)).orElse(false)) {
            return refuse(21609, "The 'StatusCallback' URL is not a valid URL");
        }
        return suppressed.contains(to.get())
                ? refuse(21610, "Attempt to send to unsubscribed recipient")
                : Optional.empty();
    }

    private static Optional<TwilioError> refuse(int code, String message) {
        return Optional.of(TwilioError.badRequest(code, message));
    }
}
