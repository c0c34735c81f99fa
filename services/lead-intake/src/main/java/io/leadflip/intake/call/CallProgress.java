package io.leadflip.intake.call;

import io.leadflip.contracts.event.CallFact;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.value.CallStatus;
import io.leadflip.contracts.value.LeadStatus;
import io.leadflip.intake.lead.LeadMoves;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// What the orchestrator tells about a call moves the request, and its outcome moves the lead;
/// never backwards. Runs in the transaction of the fact.
@ApplicationScoped
public class CallProgress {
    private final Sql sql;
    private final CallRequests calls;
    private final LeadMoves moves;

    CallProgress(Sql sql, CallRequests calls, LeadMoves moves) {
        this.sql = sql;
        this.calls = calls;
        this.moves = moves;
    }

    public Uni<Void> on(CallFact fact) {
        return lock(fact.leadId())
                .chain(() -> calls.findById(fact.callId()))
                .onItem()
                .ifNotNull()
                .invoke(call -> apply(call, fact))
                .chain(
                        () ->
                                fact instanceof CallConcluded concluded
                                        ? moveLead(concluded)
                                        : Uni.createFrom().voidItem());
    }

    private static void apply(CallRequest call, CallFact fact) {
        switch (fact) {
            case CallFact.CallRequested requested -> {}
            case CallFact.CallStopRequested stop -> {}
            case CallFact.RecordingDeletionRequested unwanted -> {}
            case CallFact.CallScheduled scheduled -> call.progressed(CallStatus.SCHEDULED);
            case CallFact.CallDialing dialing -> call.progressed(CallStatus.ATTEMPTING);
            case CallFact.CallRinging ringing -> call.progressed(CallStatus.ATTEMPTING);
            case CallFact.CallAnswered answered -> call.progressed(CallStatus.ATTEMPTING);
            case CallFact.CallEnded ended -> {}
            case CallFact.CallDenied denied -> call.ended(CallStatus.DENIED, denied.deniedAt());
            case CallFact.CallCancelled cancelled ->
                    call.ended(CallStatus.CANCELLED, cancelled.cancelledAt());
            case CallFact.CallUnknown unknown ->
                    call.ended(CallStatus.UNKNOWN, unknown.observedAt());
            case CallConcluded concluded ->
                    call.concluded(
                            concluded.outcome(), concluded.interest(), concluded.concludedAt());
        }
    }

    private Uni<Void> moveLead(CallConcluded call) {
        return switch (call.outcome()) {
            case GOAL_ACHIEVED ->
                    (call.appointmentAt() == null
                                    ? contacted(call.leadId())
                                    : appointed(call.leadId()))
                            .replaceWithVoid();
            case TRANSFERRED, VOICEMAIL -> contacted(call.leadId()).replaceWithVoid();
            case DECLINED -> closeMatch(call.matchId());
            case OPTED_OUT -> moves.withdraw(call.leadId()).replaceWithVoid();
            case NO_ANSWER, BUSY, FAILED, PLATFORM_ENDED -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Boolean> contacted(UUID leadId) {
        return moves.move(leadId, LeadStatus.CONTACTED, LeadStatus.CLASSIFIED, LeadStatus.MATCHED);
    }

    private Uni<Boolean> appointed(UUID leadId) {
        return moves.move(
                leadId,
                LeadStatus.APPOINTED,
                LeadStatus.CLASSIFIED,
                LeadStatus.MATCHED,
                LeadStatus.CONTACTED);
    }

    /// The consumer does not want this business; others stay in play, but none of them calls.
    private Uni<Void> closeMatch(UUID matchId) {
        return sql.update(
                        "update match set closed_at = now() where id = $1 and closed_at is null",
                        matchId)
                .replaceWithVoid();
    }

    private Uni<Void> lock(UUID leadId) {
        return sql.first("select id from lead where id = $1 for no key update", leadId)
                .replaceWithVoid();
    }
}
