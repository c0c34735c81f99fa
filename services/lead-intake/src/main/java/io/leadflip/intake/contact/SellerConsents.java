package io.leadflip.intake.contact;

import io.leadflip.contracts.event.ConsentFact.ConsentGranted;
import io.leadflip.contracts.event.ConsentFact.ConsentRevoked;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Channel;
import io.leadflip.intake.timeline.LeadJournal;
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
            Kind kind, Set<Channel> channels, Set<CallPurpose> purposes, ConsentAct act) {}

    public record ConsentView(
            UUID consentId,
            Set<Channel> channels,
            Set<CallPurpose> purposes,
            Instant grantedAt,
            Instant expiresAt) {}

    private static final String CALLBACK_TEXT =
            "Call me about this request: %s may phone me about it once, with an AI assistant.";
    private static final String CALLBACK_VERSION = "callback-1";
    private static final String END =
            """
            update consent set revoked_at = now() where match_id = $1 and revoked_at is null and kind = any ($2::text[])
            returning id, lead_id, business_id, contact_key""";

    private final ConsentRows rows;
    private final Sql sql;
    private final LeadJournal journal;
    private final RecordingConsents recordings;
    private final Clock clock;

    SellerConsents(
            ConsentRows rows,
            Sql sql,
            LeadJournal journal,
            RecordingConsents recordings,
            Clock clock) {
        this.rows = rows;
        this.sql = sql;
        this.journal = journal;
        this.recordings = recordings;
        this.clock = clock;
    }

    /// Runs in the current transaction.
    public Uni<ConsentView> grant(UUID matchId, Grant grant) {
        return rows.subject(matchId).chain(subject -> grant(subject, grant));
    }

    private Uni<ConsentView> grant(ConsentSubject subject, Grant grant) {
        check(subject, grant);
        return end(subject.matchId(), grant.kind())
                .chain(
                        () ->
                                rows.add(
                                        subject,
                                        grant.kind().name(),
                                        grant.channels(),
                                        grant.purposes(),
                                        grant.act()))
                .call(stored -> journal.tell(fact(subject, grant, stored)))
                .map(
                        stored ->
                                new ConsentView(
                                        stored.id(),
                                        grant.channels(),
                                        grant.purposes(),
                                        stored.grantedAt(),
                                        stored.expiresAt()));
    }

    private static void check(ConsentSubject subject, Grant grant) {
        var text = grant.act().text();
        subject.check(text);
        if (grant.channels().contains(Channel.AI_VOICE) && !text.mentionsAiVoice()) {
            throw new Problem(
                    ProblemType.UNPROCESSABLE, "The text shown must say that an AI will call.");
        }
    }

    private static ConsentGranted fact(
            ConsentSubject subject, Grant grant, ConsentRows.Stored stored) {
        return new ConsentGranted(
                subject.leadId(),
                stored.id(),
                subject.matchId(),
                subject.businessId(),
                subject.phoneKey(),
                grant.channels(),
                grant.purposes(),
                stored.grantedAt(),
                stored.expiresAt());
    }

    /// The consumer's tap on "call me about this": one series of calls by this business, for a
    /// short while. Runs in the current transaction.
    public Uni<ConsentView> grantCallback(UUID matchId, Duration validFor, Evidence evidence) {
        return rows.subject(matchId)
                .chain(subject -> grant(subject, callback(subject, validFor, evidence)));
    }

    private static Grant callback(ConsentSubject subject, Duration validFor, Evidence evidence) {
        if (subject.businessName() == null) {
            throw Problem.noSuch("match");
        }
        var text =
                new ConsentText(CALLBACK_TEXT.formatted(subject.businessName()), CALLBACK_VERSION);
        return new Grant(
                Kind.CALLBACK,
                Set.of(Channel.AI_VOICE),
                Set.of(CallPurpose.CONSUMER_CALLBACK),
                new ConsentAct(text, validFor, evidence));
    }

    /// Ends every consent for the match's business, also that to a recording; what was given before
    /// stays as evidence. Runs in the current transaction.
    public Uni<Void> revoke(UUID matchId) {
        return rows.subject(matchId)
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
