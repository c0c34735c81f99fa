package io.leadflip.calls.transcript;

import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.Interest;
import java.math.BigDecimal;
import java.time.Instant;

/// What a reader made of a transcript.
///
/// @param nextAction null when there is none
/// @param appointmentAt null when none was made
/// @param quoteAmount US dollars; null when none was named
/// @param by `rules` or a model id
/// @param inputTokens as the model's provider counted
public record Reading(
        CallOutcome outcome,
        String summary,
        Interest interest,
        String nextAction,
        Instant appointmentAt,
        BigDecimal quoteAmount,
        String by,
        long inputTokens,
        long outputTokens) {

    /// A higher amount was misheard, not quoted.
    static final BigDecimal HIGHEST_QUOTE = BigDecimal.valueOf(1_000_000);

    Reading withOutcome(CallOutcome harder) {
        return new Reading(
                harder,
                summary,
                interest,
                nextAction,
                appointmentAt,
                quoteAmount,
                by,
                inputTokens,
                outputTokens);
    }

    /// A person was asked for: that is what happens next, whatever else was said.
    Reading withPersonWanted() {
        return new Reading(
                outcome,
                summary,
                interest,
                "Call the consumer back: they asked for a person.",
                appointmentAt,
                quoteAmount,
                by,
                inputTokens,
                outputTokens);
    }

    Reading withAppointment(Instant at) {
        return new Reading(
                outcome,
                summary,
                interest,
                nextAction,
                at,
                quoteAmount,
                by,
                inputTokens,
                outputTokens);
    }

    @Override
    public String toString() {
        return "Reading[" + outcome + " by " + by + "]";
    }
}
