package io.leadflip.intake.contact;

import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Channel;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// Consents as they are stored, each with its evidence. Runs in the current transaction.
@ApplicationScoped
class ConsentRows {
    private static final String SUBJECT =
            """
            select l.id, l.contact_id, c.phone_key, m.business_id, b.name, m.status, l.tracking_until
            from match m join lead l on l.id = m.lead_id join contact c on c.id = l.contact_id
            left join business b on b.id = m.business_id
            where m.id = $1 for no key update of l""";
    private static final String ADD =
            """
            insert into consent (id, kind, granted, contact_id, lead_id, match_id, business_id, contact_key, channels, purposes,
              text_shown, text_version, text_hash, address, user_agent, page, names_seller, mentions_ai_voice, granted_at, expires_at)
            values ($1, $2, true, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)""";

    private final Sql sql;
    private final Clock clock;

    ConsentRows(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    record Stored(UUID id, Instant grantedAt, Instant expiresAt) {}

    /// Locks the match's lead.
    Uni<ConsentSubject> subject(UUID matchId) {
        return sql.first(SUBJECT, matchId)
                .map(row -> row.orElseThrow(() -> Problem.noSuch("match")))
                .map(row -> subject(matchId, row));
    }

    private static ConsentSubject subject(UUID matchId, Row row) {
        return new ConsentSubject(
                matchId,
                row.uuid(0),
                row.uuid(1),
                row.text(2),
                row.uuid(3),
                row.text(4),
                row.text(5),
                row.instant(6));
    }

    Uni<Stored> add(
            ConsentSubject subject,
            String kind,
            Set<Channel> channels,
            Set<CallPurpose> purposes,
            ConsentAct act) {
        var now = clock.instant();
        var stored = new Stored(Identifiers.next(), now, subject.until(now.plus(act.validFor())));
        return sql.update(
                        ADD,
                        stored.id(),
                        kind,
                        subject.contactId(),
                        subject.leadId(),
                        subject.matchId(),
                        subject.businessId(),
                        subject.phoneKey(),
                        channels.stream().map(Enum::name).sorted().toArray(String[]::new),
                        purposes.stream().map(CallPurpose::wire).sorted().toArray(String[]::new),
                        act.text().shown(),
                        act.text().version(),
                        act.text().hash(),
                        act.evidence().network(),
                        act.evidence().userAgent(),
                        act.evidence().page(),
                        act.text().names(subject.businessName()),
                        act.text().mentionsAiVoice(),
                        stored.grantedAt(),
                        stored.expiresAt())
                .replaceWith(stored);
    }
}
