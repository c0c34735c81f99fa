package io.leadflip.notifier.sending;

import java.time.Duration;

/// What a provider made of a message, by what it proves.
public sealed interface SendResult {
    /// The provider has it.
    ///
    /// @param messageId the provider's own; null when it told none
    record Taken(String messageId) implements SendResult {}

    /// A definite refusal: nothing went out.
    ///
    /// @param code without personal data
    record Refused(String code) implements SendResult {}

    /// A definite refusal because the recipient has opted out with the provider: nothing went out,
    /// and nothing ever will.
    ///
    /// @param code without personal data
    record OptedOut(String code) implements SendResult {}

    /// A definite refusal of our account, not of this message: nothing went out, and nothing will
    /// until somebody mends it.
    ///
    /// @param code without personal data
    record Barred(String code) implements SendResult {}

    /// Too many requests: nothing went out, and it may be asked again after a while.
    ///
    /// @param after null when the provider did not say
    record Throttled(Duration after) implements SendResult {
        Duration atLeast(Duration shortest) {
            return after == null || after.compareTo(shortest) < 0 ? shortest : after;
        }
    }

    /// The provider was not reached: nothing went out.
    record Unreached() implements SendResult {}

    /// It may have gone out.
    ///
    /// @param code without personal data
    record InDoubt(String code) implements SendResult {}
}
