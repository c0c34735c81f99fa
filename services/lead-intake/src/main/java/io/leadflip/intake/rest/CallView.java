package io.leadflip.intake.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.leadflip.intake.call.CallRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A call as both sides see it. What it cost and why it was allowed is for operators alone.
///
/// @param status as the orchestrator has it; what was requested as long as it has not heard of it
/// @param outcome null as long as the call is not concluded
/// @param summary null when nobody spoke, and half a year after the call
/// @param interest `high`, `medium`, `low` or `none`; null when nobody spoke
/// @param quoteAmount US dollars; null when none was named
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record CallView(
        UUID callId,
        UUID leadId,
        UUID matchId,
        String status,
        String outcome,
        String summary,
        String interest,
        String nextAction,
        Instant appointmentAt,
        BigDecimal quoteAmount,
        List<AttemptView> attempts) {
    public CallView {
        attempts = attempts == null ? List.of() : List.copyOf(attempts);
    }

    /// @param result null as long as the attempt is not over, or when its words decide
    /// @param recording null when the consumer did not agree to one
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record AttemptView(
            UUID attemptId,
            int number,
            String status,
            String result,
            Instant startedAt,
            Instant answeredAt,
            Instant endedAt,
            Integer durationSeconds,
            String recording) {}

    /// A call that the orchestrator has not heard of yet.
    static CallView requested(CallRequest request) {
        return new CallView(
                request.id(),
                request.leadId(),
                request.matchId(),
                request.status().name(),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }
}
