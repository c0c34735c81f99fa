package io.leadflip.calls.door;

import io.leadflip.calls.call.ContactDecisions;
import io.leadflip.calls.contact.Decision;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.Attempts;
import io.leadflip.calls.recording.RecordCalls;
import io.leadflip.calls.recording.RecordingState;
import io.leadflip.calls.transcript.AttemptKeys;
import io.leadflip.calls.transcript.SealKey;
import io.leadflip.calls.transcript.Transcripts;
import io.leadflip.calls.transcript.Turn;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What lead-intake reads of calls for its clients, and what the gate would say.
@Path("/internal")
class CallsDoor {
    private final Attempts attempts;
    private final AttemptKeys keys;
    private final Transcripts transcripts;
    private final ContactDecisions decisions;
    private final RecordCalls recordings;
    private final Sql sql;
    private final Transactions transactions;
    private final Clock clock;

    CallsDoor(
            Attempts attempts,
            AttemptKeys keys,
            Transcripts transcripts,
            ContactDecisions decisions,
            RecordCalls recordings,
            Sql sql,
            Transactions transactions,
            Clock clock) {
        this.attempts = attempts;
        this.keys = keys;
        this.transcripts = transcripts;
        this.decisions = decisions;
        this.recordings = recordings;
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    record CallView(
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
            BigDecimal costUsd,
            List<AttemptView> attempts,
            List<DecisionView> decisions) {}

    /// @param recording null when the consumer did not agree to one
    record AttemptView(
            UUID attemptId,
            int number,
            String status,
            String result,
            Instant startedAt,
            Instant answeredAt,
            Instant endedAt,
            Integer durationSeconds,
            RecordingState recording) {}

    record DecisionView(
            UUID id,
            String verdict,
            List<String> rules,
            List<String> notes,
            String pack,
            Instant at,
            Instant until) {}

    record TranscriptView(boolean complete, List<Turn> turns) {}

    record EligibilityView(String verdict, List<String> rules, Instant until) {}

    @GET
    @Path("/calls/{callId}")
    public Uni<CallView> call(@PathParam("callId") UUID callId) {
        return transactions.run(() -> row(callId).chain(row -> view(callId, row)));
    }

    @GET
    @Path("/calls/{callId}/transcript")
    public Uni<TranscriptView> transcript(@PathParam("callId") UUID callId) {
        return transactions.run(
                () ->
                        row(callId)
                                .chain(
                                        row ->
                                                turns(callId)
                                                        .map(
                                                                turns ->
                                                                        new TranscriptView(
                                                                                row.bool(11),
                                                                                turns))));
    }

    @POST
    @Path("/eligibility")
    public Uni<EligibilityView> eligibility(CallPermit permit) {
        if (permit == null) {
            throw new Problem(ProblemType.BAD_REQUEST, "A permit is needed.");
        }
        return transactions
                .run(() -> decisions.preview(permit, clock.instant()))
                .map(
                        decision ->
                                new EligibilityView(
                                        decision.verdict().name(),
                                        decision.rules(),
                                        decision
                                                        instanceof
                                                        Decision.Defer(Instant until, var findings)
                                                ? until
                                                : null));
    }

    private Uni<CallView> view(UUID callId, Row row) {
        return attempts.ofCall(callId)
                .chain(
                        all ->
                                decisions(callId)
                                        .chain(
                                                decided ->
                                                        recordings
                                                                .ofCall(callId)
                                                                .map(
                                                                        recorded ->
                                                                                view(
                                                                                        row, all,
                                                                                        decided,
                                                                                        recorded))));
    }

    private Uni<List<Turn>> turns(UUID callId) {
        return attempts.ofCall(callId)
                .chain(
                        all ->
                                readable(all)
                                        .map(this::read)
                                        .orElseGet(() -> Uni.createFrom().item(List.of())));
    }

    private Uni<List<Turn>> read(Attempt attempt) {
        return transcripts.read(attempt.id(), keys.open(attempt.sealedKey()));
    }

    private Uni<Row> row(UUID callId) {
        return sql.first(
                        """
                        select lead_id, match_id, status, outcome, sealed_summary, interest, sealed_next_action, appointment_at,
                               quote_amount, cost_usd, id, coalesce(transcript_complete, false)
                        from call where id = $1""",
                        callId)
                .map(found -> found.orElseThrow(() -> Problem.noSuch("call")));
    }

    private Uni<List<DecisionView>> decisions(UUID callId) {
        return sql.select(
                        """
                        select id, verdict, rules, notes, pack, decided_at, until from contact_decision
                        where call_id = $1 order by decided_at, id""",
                        callId)
                .map(rows -> rows.stream().map(CallsDoor::decision).toList());
    }

    private static DecisionView decision(Row row) {
        return new DecisionView(
                row.uuid(0),
                row.text(1),
                list(row.raw(2)),
                list(row.raw(3)),
                row.text(4),
                row.instant(5),
                row.instant(6));
    }

    private static List<String> list(Object column) {
        return Arrays.stream((Object[]) column).map(String::valueOf).toList();
    }

    private CallView view(
            Row row,
            List<Attempt> all,
            List<DecisionView> decided,
            Map<UUID, RecordingState> recorded) {
        Optional<SealKey> key = readable(all).map(attempt -> keys.open(attempt.sealedKey()));
        return new CallView(
                row.uuid(10),
                row.uuid(0),
                row.uuid(1),
                row.text(2),
                row.text(3),
                open(key, row.text(4)),
                Optional.ofNullable(row.text(5))
                        .map(text -> text.toLowerCase(Locale.ROOT))
                        .orElse(null),
                open(key, row.text(6)),
                row.instant(7),
                row.decimal(8),
                row.decimal(9),
                all.stream().map(attempt -> view(attempt, recorded.get(attempt.id()))).toList(),
                decided);
    }

    private static AttemptView view(Attempt attempt, RecordingState recording) {
        return new AttemptView(
                attempt.id(),
                attempt.number(),
                attempt.state().name().name(),
                attempt.result() == null ? null : attempt.result().name(),
                attempt.startedAt(),
                attempt.answeredAt(),
                attempt.endedAt(),
                attempt.durationSeconds(),
                recording);
    }

    /// Only the last attempt can have been a conversation: after one the call is over. What was
    /// said long ago is forgotten.
    private static Optional<Attempt> readable(List<Attempt> all) {
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.getLast()).filter(attempt -> attempt.sealedKey() != null);
    }

    private static String open(Optional<SealKey> key, String sealed) {
        return sealed == null ? null : key.map(it -> it.open(sealed)).orElse(null);
    }
}
