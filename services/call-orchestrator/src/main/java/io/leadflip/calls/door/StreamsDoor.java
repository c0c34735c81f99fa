package io.leadflip.calls.door;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.CallState;
import io.leadflip.calls.call.Calls;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.Attempts;
import io.leadflip.calls.dialing.StreamToken;
import io.leadflip.calls.recording.RecordCalls;
import io.leadflip.contracts.door.StreamBrief;
import io.leadflip.contracts.door.StreamRedemption;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/// A bridge shows the token of a media stream and receives the brief, once.
@Path("/internal/streams/redemptions")
class StreamsDoor {
    private final StreamToken tokens;
    private final Calls calls;
    private final Attempts attempts;
    private final Briefs briefs;
    private final RecordCalls recordings;
    private final Transactions transactions;
    private final MeterRegistry metrics;
    private final Clock clock;

    StreamsDoor(
            StreamToken tokens,
            Calls calls,
            Attempts attempts,
            Briefs briefs,
            RecordCalls recordings,
            Transactions transactions,
            MeterRegistry metrics,
            Clock clock) {
        this.tokens = tokens;
        this.calls = calls;
        this.attempts = attempts;
        this.briefs = briefs;
        this.recordings = recordings;
        this.transactions = transactions;
        this.metrics = metrics;
        this.clock = clock;
    }

    @POST
    public Uni<StreamBrief> redeem(StreamRedemption shown) {
        if (shown == null) {
            throw new Problem(ProblemType.BAD_REQUEST, "A redemption is needed.");
        }
        UUID attemptId =
                tokens.verify(shown.token(), shown.callSid(), clock.instant())
                        .orElseThrow(
                                () ->
                                        refused(
                                                "bad-token",
                                                ProblemType.FORBIDDEN,
                                                "The token is not good for this stream."));
        return transactions.run(
                () ->
                        attempts.find(attemptId)
                                .map(
                                        found ->
                                                found.filter(
                                                                attempt ->
                                                                        attempt.matches(
                                                                                shown.callSid()))
                                                        .orElseThrow(
                                                                () ->
                                                                        refused(
                                                                                "foreign",
                                                                                ProblemType
                                                                                        .FORBIDDEN,
                                                                                "The token is not good for this stream.")))
                                .chain(
                                        attempt ->
                                                calls.lock(attempt.callId())
                                                        .map(Optional::orElseThrow)
                                                        .chain(
                                                                call ->
                                                                        redeem(
                                                                                call, attemptId,
                                                                                shown))));
    }

    /// What was read before the lock may have been stopped since.
    private Uni<StreamBrief> redeem(Call call, UUID attemptId, StreamRedemption shown) {
        return attempts.find(attemptId)
                .map(Optional::orElseThrow)
                .chain(attempt -> redeem(call, attempt, shown));
    }

    private Uni<StreamBrief> redeem(Call call, Attempt attempt, StreamRedemption shown) {
        if (!(call.state() instanceof CallState.Attempting) || attempt.stopReason() != null) {
            throw refused("stopped", ProblemType.FORBIDDEN, "The call is not to be held any more.");
        }
        return attempts.redeem(attempt.id(), shown.streamSid(), shown.bridgeId(), clock.instant())
                .invoke(
                        first -> {
                            if (!first) {
                                throw refused(
                                        "repeated",
                                        ProblemType.CONFLICT,
                                        "The token was redeemed before.");
                            }
                        })
                .chain(() -> recordings.asks(attempt.id()))
                .chain(asksToRecord -> briefs.write(call, attempt, asksToRecord));
    }

    private Problem refused(String reason, ProblemType type, String detail) {
        metrics.counter("leadflip.calls.redemptions.refused", "reason", reason).increment();
        return new Problem(type, detail);
    }
}
