package io.leadflip.calls.dialing;

import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.CallPurpose;
import java.time.Duration;
import java.util.Optional;

/// Whether and when an attempt is followed by another. The gate still has its say before that one.
///
/// @param most attempts of a call
/// @param mostCallbacks attempts of a callback the consumer asked for
public record RetryPolicy(
        Duration unanswered,
        Duration voicemail,
        Duration providerError,
        int most,
        int mostCallbacks) {
    /// @param made attempts so far that reached the provider
    /// @param failures attempts so far that the provider failed without dialling
    /// @return the delay; empty when the call is over
    Optional<Duration> after(CallOutcome result, CallPurpose purpose, int made, int failures) {
        if (made >= (purpose == CallPurpose.CONSUMER_CALLBACK ? mostCallbacks : most)) {
            return Optional.empty();
        }
        return switch (result) {
            case NO_ANSWER, BUSY -> Optional.of(unanswered);
            case VOICEMAIL -> Optional.of(voicemail);
            case FAILED -> failures <= 1 ? Optional.of(providerError) : Optional.empty();
            case GOAL_ACHIEVED, DECLINED, OPTED_OUT, TRANSFERRED, PLATFORM_ENDED ->
                    Optional.empty();
        };
    }
}
