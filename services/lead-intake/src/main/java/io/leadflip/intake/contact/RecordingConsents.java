package io.leadflip.intake.contact;

import io.leadflip.contracts.event.CallFact.RecordingDeletionRequested;
import io.leadflip.intake.access.TrackingTokens;
import io.leadflip.intake.timeline.LeadJournal;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// Consents of a consumer to have calls for exactly one business recorded, each with its evidence.
/// They allow no call, and a call needs none of them. Nothing is told of one that is given: it is
/// looked up with the permit of a call. A newer one takes the older one's place.
@ApplicationScoped
public class RecordingConsents {
    public record Grant(ConsentText text, Duration validFor, Evidence evidence) {}

    public record RecordingConsentView(UUID consentId, Instant grantedAt, Instant expiresAt) {}

    private static final String SUBJECT =
            """
            select l.id, l.contact_id, c.phone_key, m.business_id, b.name, m.status
            from match m join lead l on l.id = m.lead_id join contact c on c.id = l.contact_id
            left join business b on b.id = m.business_id
            where m.id = $1 for no key update of l""";
    private static final String END =
            """
            update consent set revoked_at = now()
            where match_id = $1 and kind = 'CALL_RECORDING' and revoked_at is null""";
    private static final String ADD =
            """
            insert into consent (id, kind, granted, contact_id, lead_id, match_id, business_id, contact_key,
              text_shown, text_version, text_hash, address, user_agent, page, names_seller, mentions_ai_voice, granted_at, expires_at)
            values ($1, 'CALL_RECORDING', true, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)""";

    private final Sql sql;
    private final LeadJournal journal;
    private final Clock clock;

    RecordingConsents(Sql sql, LeadJournal journal, Clock clock) {
        this.sql = sql;
        this.journal = journal;
        this.clock = clock;
    }

    /// Runs in the current transaction.
    public Uni<RecordingConsentView> grant(UUID matchId, Grant grant) {
        return subject(matchId)
                .invoke(subject -> check(subject, grant.text()))
                .call(() -> sql.update(END, matchId))
                .chain(subject -> add(matchId, subject, grant));
    }

    private Uni<Row> subject(UUID matchId) {
        return sql.first(SUBJECT, matchId)
                .map(row -> row.orElseThrow(() -> Problem.noSuch("match")));
    }

    private static void check(Row subject, ConsentText text) {
        if (!Set.of("OFFERED", "NOTIFIED", "ACCEPTED").contains(subject.text(5))) {
            throw new Problem(ProblemType.CONFLICT, "This match is over.");
        }
        if (subject.text(2) == null) {
            throw new Problem(ProblemType.CONFLICT, "This lead has no phone.");
        }
        if (subject.text(4) == null || !text.names(subject.text(4))) {
            throw new Problem(ProblemType.UNPROCESSABLE, "The text shown must name the business.");
        }
        if (!text.mentionsRecording()) {
            throw new Problem(
                    ProblemType.UNPROCESSABLE, "The text shown must say that calls are recorded.");
        }
    }

    private Uni<RecordingConsentView> add(UUID matchId, Row subject, Grant grant) {
        var id = Identifiers.next();
        var now = clock.instant();
        var expires = now.plus(grant.validFor());
        return sql.update(
                        ADD,
                        id,
                        subject.uuid(1),
                        subject.uuid(0),
                        matchId,
                        subject.uuid(3),
                        subject.text(2),
                        grant.text().shown(),
                        grant.text().version(),
                        TrackingTokens.sha256(grant.text().shown()),
                        grant.evidence().network(),
                        grant.evidence().userAgent(),
                        grant.evidence().page(),
                        grant.text().names(subject.text(4)),
                        grant.text().mentionsAiVoice(),
                        now,
                        expires)
                .replaceWith(new RecordingConsentView(id, now, expires));
    }

    /// Ends the consent; what was recorded under it is to be deleted. Without one nothing happens.
    /// Runs in the current transaction.
    public Uni<Void> revoke(UUID matchId) {
        return subject(matchId)
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
