package io.leadflip.sandbox.twilio;

import java.util.Optional;

/// A document to play, and where it came from: addresses in it may be relative to that.
record Program(Twiml twiml, Optional<Webhook> origin) {
    Webhook resolve(String address, String method) {
        return origin.map(base -> base.resolve(address, method))
                .orElseGet(() -> new Webhook(address, method));
    }
}
