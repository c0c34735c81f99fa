package io.leadflip.contracts.event;

import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Interest;
import io.leadflip.contracts.value.Party;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Facts about an AI call. lead-intake asks and stops; call-orchestrator tells the rest.
public sealed interface CallFact extends Fact {
    UUID leadId();

    UUID callId();

    @Override
    default String subject() {
        return callId().toString();
    }

    @Override
    default String partitionKey() {
        return leadId().toString();
    }

    /// @param notBefore null for as soon as allowed
    record CallRequested(
            UUID leadId,
            UUID matchId,
            UUID businessId,
            UUID callId,
            CallPurpose purpose,
            Party requestedBy,
            @Nullable Instant notBefore,
            Instant requestedAt)
            implements CallFact {}

    /// @param requestedBy the side that wants it; of an operator's stop it says nothing, and stands
    ///   only for readers that do not know of operators
    /// @param byOperator true when an operator stopped it; null where nobody said, before there was
    ///   this member
    record CallStopRequested(
            UUID leadId,
            UUID callId,
            Party requestedBy,
            Instant requestedAt,
            @Nullable Boolean byOperator)
            implements CallFact {}

    /// The consumer wants no recording of this call to be kept, be it of one that goes on or is
    /// over.
    record RecordingDeletionRequested(UUID leadId, UUID callId, Instant requestedAt)
            implements CallFact {}

    /// The contact gate said no.
    ///
    /// @param rules ids of the rules that denied, such as `CMP-01`
    record CallDenied(
            UUID leadId, UUID callId, UUID decisionId, List<String> rules, Instant deniedAt)
            implements CallFact {
        public CallDenied {
            rules = List.copyOf(rules);
        }
    }

    /// The call will be tried at `dueAt`: first try, deferral by the gate, or a retry.
    ///
    /// @param attempt the number of the attempt to come, from 1
    record CallScheduled(UUID leadId, UUID callId, UUID decisionId, int attempt, Instant dueAt)
            implements CallFact {}

    record CallDialing(UUID leadId, UUID callId, UUID attemptId, int attempt, Instant dialedAt)
            implements CallFact {}

    record CallRinging(UUID leadId, UUID callId, UUID attemptId, Instant ringingAt)
            implements CallFact {}

    record CallAnswered(UUID leadId, UUID callId, UUID attemptId, Instant answeredAt)
            implements CallFact {}

    /// One attempt is over.
    ///
    /// @param result null when somebody was spoken to: what came of it is told when the call is
    ///   concluded
    /// @param durationSeconds as the provider reports it; 0 when nobody answered
    record CallEnded(
            UUID leadId,
            UUID callId,
            UUID attemptId,
            @Nullable CallOutcome result,
            int durationSeconds,
            Instant endedAt)
            implements CallFact {}

    /// The call as a whole is over; told once.
    ///
    /// @param interest null when nobody was spoken to
    /// @param appointmentAt null when none was made
    /// @param quoteAmount US dollars; null when none was named
    /// @param costUsd from measured usage and the versioned price table
    /// @param transcriptComplete false when the bridge's last fact never came
    record CallConcluded(
            UUID leadId,
            UUID matchId,
            UUID businessId,
            UUID callId,
            CallOutcome outcome,
            @Nullable Interest interest,
            @Nullable Instant appointmentAt,
            @Nullable BigDecimal quoteAmount,
            BigDecimal costUsd,
            int attempts,
            boolean transcriptComplete,
            Instant concludedAt)
            implements CallFact {}

    /// @param reason a code, such as `stopped`, `lead-withdrawn` or `contact-suppressed`
    record CallCancelled(UUID leadId, UUID callId, String reason, Instant cancelledAt)
            implements CallFact {}

    /// Nobody knows whether the phone rang; the machine will not dial again.
    record CallUnknown(UUID leadId, UUID callId, UUID attemptId, Instant observedAt)
            implements CallFact {}
}
