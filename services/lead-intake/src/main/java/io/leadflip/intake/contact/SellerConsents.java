package io.leadflip.intake.contact;

import io.leadflip.contracts.event.ConsentFact.ConsentGranted;
import io.leadflip.contracts.event.ConsentFact.ConsentRevoked;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Channel;
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
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Consents of a consumer to be contacted for exactly one business, each with its evidence. A newer
/// one of a kind takes the older one's place; that is no revocation, which would stop calls.
@ApplicationScoped
public class SellerConsents {
    /// `SELLER_CONTACT` is the written consent; `CALLBACK` a tap on "call me about this".
    public enum Kind {
        SELLER_CONTACT,
        CALLBACK
    }

    public record Grant(
            Kind kind,
            Set<Channel> channels,
            Set<CallPurpose> purposes,
            ConsentText text,
            Duration validFor,
            Evidence evidence) {}

    public record ConsentView(
            UUID consentId,
            Set<Channel> channels,
            Set<CallPurpose> purposes,
            Instant grantedAt,
            Instant expiresAt) {}

    private static final String CALLBACK_TEXT =
            "Call me about this request: %s may phone me about it once, with an AI assistant.";
    private static final String CALLBACK_VERSION = "callback-1";
    private static final String SUBJECT =
            """
            select l.id, l.contact_id, c.phone_key, m.business_id, b.name, m.status
            from match m join lead l on l.id = m.lead_id join contact c on c.id = l.contact_id
            left join business b on b.id = m.business_id
            where m.id = $1 for no key update of l""";
    private static final String END =
            """
            update consent set revoked_at = now() where match_id = $1 and revoked_at is null and kind = any ($2::text[])
            returning id, lead_id, business_id, contact_key""";
    private static final String ADD =
            """
            insert into consent (id, kind, granted, contact_id, lead_id, match_id, business_id, contact_key, channels, purposes,
              text_shown, text_version, text_hash, address, user_agent, page, names_seller, mentions_ai_voice, granted_at, expires_at)
            values ($1, $2, true, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)""";

    private final Sql sql;
    private final LeadJournal journal;
    private final RecordingConsents recordings;
    private final Clock clock;

    SellerConsents(Sql sql, LeadJournal journal, RecordingConsents recordings, Clock clock) {
        this.sql = sql;
        this.journal = journal;
        this.recordings = recordings;
        this.clock = clock;
    }

    /// Runs in the current transaction.
    public Uni<ConsentView> grant(UUID matchId, Grant grant) {
        return sql.first(SUBJECT, matchId)
                .map(row -> row.orElseThrow(() -> Problem.noSuch("match")))
                .invoke(subject -> check(subject, grant))
                .call(() -> end(matchId, grant.kind()))
                .chain(subject -> add(matchId, subject, grant));
    }

    /// The consumer's tap on "call me about this": one series of calls by this business, for a
    /// short while. Runs in the current transaction.
    public Uni<ConsentView> grantCallback(UUID matchId, Duration validFor, Evidence evidence) {
        return sql.first(SUBJECT, matchId)
                .map(
                        row ->
                                row.filter(subject -> subject.text(4) != null)
                                        .orElseThrow(() -> Problem.noSuch("match")))
                .map(
                        subject ->
                                new ConsentText(
                                        CALLBACK_TEXT.formatted(subject.text(4)), CALLBACK_VERSION))
                .map(
                        text ->
                                new Grant(
                                        Kind.CALLBACK,
                                        Set.of(Channel.AI_VOICE),
                                        Set.of(CallPurpose.CONSUMER_CALLBACK),
                                        text,
                                        validFor,
                                        evidence))
                .chain(grant -> grant(matchId, grant));
    }

    private static void check(Row subject, Grant grant) {
        if (!Set.of("OFFERED", "NOTIFIED", "ACCEPTED").contains(subject.text(5))) {
            throw new Problem(ProblemType.CONFLICT, "This match is over.");
        }
        if (subject.text(2) == null) {
            throw new Problem(ProblemType.CONFLICT, "This lead has no phone.");
        }
        if (subject.text(4) == null || !grant.text().names(subject.text(4))) {
            throw new Problem(ProblemType.UNPROCESSABLE, "The text shown must name the business.");
        }
        if (grant.channels().contains(Channel.AI_VOICE) && !grant.text().mentionsAiVoice()) {
            throw new Problem(
                    ProblemType.UNPROCESSABLE, "The text shown must say that an AI will call.");
        }
    }

    private Uni<ConsentView> add(UUID matchId, Row subject, Grant grant) {
        var id = Identifiers.next();
        var now = clock.instant();
        var expires = now.plus(grant.validFor());
        var fact =
                new ConsentGranted(
                        subject.uuid(0),
                        id,
                        matchId,
                        subject.uuid(3),
                        subject.text(2),
                        grant.channels(),
                        grant.purposes(),
                        now,
                        expires);
        return sql.update(
                        ADD,
                        id,
                        grant.kind(),
                        subject.uuid(1),
                        subject.uuid(0),
                        matchId,
                        subject.uuid(3),
                        subject.text(2),
                        grant.channels().stream().map(Enum::name).sorted().toArray(String[]::new),
                        grant.purposes().stream()
                                .map(CallPurpose::wire)
                                .sorted()
                                .toArray(String[]::new),
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
                .chain(() -> journal.tell(fact))
                .replaceWith(new ConsentView(id, grant.channels(), grant.purposes(), now, expires));
    }

    /// Ends every consent for the match's business, also that to a recording; what was given before
    /// stays as evidence. Runs in the current transaction.
    public Uni<Void> revoke(UUID matchId) {
        return sql.first(SUBJECT, matchId)
                .chain(() -> tellRevoked(matchId, end(matchId, Kind.values())))
                .chain(() -> recordings.revoke(matchId));
    }

    private Uni<List<Row>> end(UUID matchId, Kind... kinds) {
        var names = Stream.of(kinds).map(Enum::name).toArray(String[]::new);
        return sql.select(END, matchId, names);
    }

    private Uni<Void> tellRevoked(UUID matchId, Uni<List<Row>> ended) {
        return ended.chain(
                        rows ->
                                Multi.createFrom()
                                        .iterable(rows)
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                row ->
                                                        journal.tell(
                                                                new ConsentRevoked(
                                                                        row.uuid(1),
                                                                        row.uuid(0),
                                                                        matchId,
                                                                        row.uuid(2),
                                                                        row.text(3),
                                                                        clock.instant())))
                                        .collect()
                                        .last())
                .replaceWithVoid();
    }
}
