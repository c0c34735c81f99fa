package io.leadflip.intake.contact;

import io.leadflip.contracts.event.CallFact.RecordingDeletionRequested;
import io.leadflip.intake.timeline.LeadJournal;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// Consents of a consumer to have calls for exactly one business recorded, each with its evidence.
/// They allow no call, and a call needs none of them. Nothing is told of one that is given: it is
/// looked up with the permit of a call. A newer one takes the older one's place.
@ApplicationScoped
public class RecordingConsents {
    public record RecordingConsentView(UUID consentId, Instant grantedAt, Instant expiresAt) {}

    private static final String KIND = "CALL_RECORDING";
    private static final String END =
            """
            update consent set revoked_at = now()
            where match_id = $1 and kind = 'CALL_RECORDING' and revoked_at is null""";

    private final ConsentRows rows;
    private final Sql sql;
    private final LeadJournal journal;
    private final Clock clock;

    RecordingConsents(ConsentRows rows, Sql sql, LeadJournal journal, Clock clock) {
        this.rows = rows;
        this.sql = sql;
        this.journal = journal;
        this.clock = clock;
    }

    /// Runs in the current transaction.
    public Uni<RecordingConsentView> grant(UUID matchId, ConsentAct act) {
        return rows.subject(matchId)
                .invoke(subject -> check(subject, act.text()))
                .call(() -> sql.update(END, matchId))
                .chain(subject -> rows.add(subject, KIND, Set.of(), Set.of(), act))
                .map(
                        stored ->
                                new RecordingConsentView(
                                        stored.id(), stored.grantedAt(), stored.expiresAt()));
    }

    private static void check(ConsentSubject subject, ConsentText text) {
        subject.check(text);
        if (!text.mentionsRecording()) {
            throw new Problem(
                    ProblemType.UNPROCESSABLE, "The text shown must say that calls are recorded.");
        }
    }

    /// Ends the consent; what was recorded under it is to be deleted. Without one nothing happens.
    /// Runs in the current transaction.
    public Uni<Void> revoke(UUID matchId) {
        return rows.subject(matchId)
                .chain(() -> sql.update(END, matchId))
                .chain(ended -> ended == 0 ? Uni.createFrom().voidItem() : deleteAll(matchId));
    }

    private Uni<Void> deleteAll(UUID matchId) {
        return sql.select("select id, lead_id from call_request where match_id = $1", matchId)
                .chain(
                        calls ->
                                Multi.createFrom()
                                        .iterable(calls)
                                        .onItem()
                                        .transformToUniAndConcatenate(this::delete)
                                        .collect()
                                        .last())
                .replaceWithVoid();
    }

    /// The consumer wants no recording of this call to be kept; asking again changes nothing. Runs
    /// in the current transaction.
    public Uni<Void> deleteOf(UUID callId) {
        return sql.first(
                        "select r.id, r.lead_id from call_request r join lead l on l.id = r.lead_id where r.id = $1 for no key update of l",
                        callId)
                .map(row -> row.orElseThrow(() -> Problem.noSuch("call")))
                .chain(this::delete);
    }

    private Uni<Void> delete(Row call) {
        return journal.tell(
                new RecordingDeletionRequested(call.uuid(1), call.uuid(0), clock.instant()));
    }
}
