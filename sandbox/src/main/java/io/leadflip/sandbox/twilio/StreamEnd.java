package io.leadflip.sandbox.twilio;

/// How a media stream ended.
sealed interface StreamEnd {
    /// Closed in good order, by either side.
    record Stopped() implements StreamEnd {}

    /// Never connected, or closed against the rules.
    record Broken(int code, String detail) implements StreamEnd {}
}
