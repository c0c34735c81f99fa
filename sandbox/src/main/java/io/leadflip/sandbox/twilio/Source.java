package io.leadflip.sandbox.twilio;

import java.util.Optional;

/// Where the instructions of a call come from.
sealed interface Source {
    record Fetched(Webhook webhook) implements Source {}

    record Inline(String twiml) implements Source {}

    /// `Twiml` is ignored when `Url` is given.
    static Optional<Source> in(Form form) {
        Optional<Source> url = Webhook.in(form, "Url", "Method").map(Fetched::new);
        return url.isPresent() ? url : form.text("Twiml").map(Inline::new);
    }
}
