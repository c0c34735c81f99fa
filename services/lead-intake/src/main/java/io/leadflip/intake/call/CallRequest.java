package io.leadflip.intake.call;

import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.CallStatus;
import io.leadflip.contracts.value.Interest;
import io.leadflip.contracts.value.Party;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A call that somebody asked for, and how far it came by what the orchestrator told. Terminal
/// states absorb.
@Entity
@Table(name = "call_request")
public class CallRequest {
    @Id private UUID id;

    @Column(name = "lead_id")
    private UUID leadId;

    @Column(name = "match_id")
    private UUID matchId;

    @Column(name = "business_id")
    private UUID businessId;

    @Enumerated(EnumType.STRING)
    private CallPurpose purpose;

    @Enumerated(EnumType.STRING)
    @Column(name = "requested_by")
    private Party requestedBy;

    private String objective;

    @Column(name = "not_before")
    private Instant notBefore;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Enumerated(EnumType.STRING)
    private CallStatus status;

    @Enumerated(EnumType.STRING)
    private CallOutcome outcome;

    private boolean declined;

    @Column(name = "stop_requested_at")
    private Instant stopRequestedAt;

    @Column(name = "concluded_at")
    private Instant concludedAt;

    protected CallRequest() {}

    CallRequest(
            UUID id,
            UUID leadId,
            UUID matchId,
            UUID businessId,
            CallPurpose purpose,
            Party requestedBy,
            String objective,
            Instant notBefore,
            Instant requestedAt) {
        this.id = id;
        this.leadId = leadId;
        this.matchId = matchId;
        this.businessId = businessId;
        this.purpose = purpose;
        this.requestedBy = requestedBy;
        this.objective = objective;
        this.notBefore = notBefore;
        this.requestedAt = requestedAt;
        this.status = CallStatus.REQUESTED;
    }

    /// Ignored once the call is over.
    void progressed(CallStatus next) {
        if (!over()) {
            status = next;
        }
    }

    /// @param interest null when nobody was spoken to
    void concluded(CallOutcome result, Interest interest, Instant at) {
        if (!over()) {
            outcome = result;
            declined = result.declines(interest);
        }
        ended(CallStatus.CONCLUDED, at);
    }

    /// Without anything that came of it.
    void ended(CallStatus end, Instant at) {
        if (!over()) {
            status = end;
            concludedAt = at;
        }
    }

    /// @return whether there was anything to stop
    boolean stop(Instant at) {
        if (over() || stopRequestedAt != null) {
            return false;
        }
        stopRequestedAt = at;
        return true;
    }

    private boolean over() {
        return switch (status) {
            case REQUESTED, SCHEDULED, ATTEMPTING -> false;
            case CONCLUDED, DENIED, CANCELLED, UNKNOWN -> true;
        };
    }

    public UUID id() {
        return id;
    }

    public UUID leadId() {
        return leadId;
    }

    public UUID matchId() {
        return matchId;
    }

    public UUID businessId() {
        return businessId;
    }

    public CallPurpose purpose() {
        return purpose;
    }

    public Party requestedBy() {
        return requestedBy;
    }

    public Instant notBefore() {
        return notBefore;
    }

    public Instant requestedAt() {
        return requestedAt;
    }

    public CallStatus status() {
        return status;
    }

    public CallOutcome outcome() {
        return outcome;
    }
}
