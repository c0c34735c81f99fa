package io.leadflip.intake.permit;

import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.Party;
import io.leadflip.intake.business.Businesses;
import io.leadflip.intake.contact.ConsentText;
import io.leadflip.intake.contact.Evidence;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The facts about one call as they stand now, read by one statement so that they belong together.
/// Runs in the current transaction.
@ApplicationScoped
public class CallPermits {
    private static final String FACTS =
            """
            select l.id, m.id, m.business_id, l.status, m.status,
              c.phone, c.phone_key, c.phone_verified_at,
              s.id, s.business_id, s.contact_key, s.channels, s.purposes, s.granted_at, s.expires_at, s.revoked_at,
              s.kind, s.names_seller, s.mentions_ai_voice,
              exists (select from suppression u where u.contact_key = c.phone_key
                and (u.channels = '{}' or 'AI_VOICE' = any (u.channels))),
              l.zip, l.state, l.time_zone,
              exists (select from call_request d where d.lead_id = l.id and d.declined),
              b.name, l.category, l.summary, l.city, l.language,
              r.id, r.purpose, r.requested_by, r.requested_at, r.objective, r.stop_requested_at,
              b.phone, b.phone_key, b.profile,
              exists (select from suppression u where u.contact_key = b.phone_key
                and (u.channels = '{}' or 'AI_VOICE' = any (u.channels))),
              g.id, g.contact_key, g.granted_at, g.expires_at, b.phone_approved_at, s.text_shown, g.text_shown,
              s.text_version, s.text_hash, s.address, s.user_agent, s.page
            from match m join lead l on l.id = m.lead_id join contact c on c.id = l.contact_id
            left join business b on b.id = m.business_id
            left join call_request r on r.id = $2::uuid and r.match_id = m.id
            left join lateral (select * from consent k where k.match_id = m.id
              and (k.kind = 'SELLER_CONTACT' or k.kind = 'CALLBACK')
              order by (k.revoked_at is null and k.expires_at > now() and $3::text = any (k.purposes)) desc, k.granted_at desc limit 1) s on true
            left join lateral (select * from consent k where k.match_id = m.id and k.kind = 'CALL_RECORDING'
              and k.contact_key = c.phone_key and k.revoked_at is null and k.expires_at > now()
              order by k.granted_at desc limit 1) g on true
            where m.id = $1""";
    private static final Set<String> CALLABLE =
            Set.of("CLASSIFIED", "MATCHED", "CONTACTED", "APPOINTED");

    private final Sql sql;

    CallPermits(Sql sql) {
        this.sql = sql;
    }

    /// Empty when no such call was asked for.
    public Uni<Optional<CallPermit>> forCall(UUID callId) {
        return sql.first("select match_id, purpose from call_request where id = $1", callId)
                .chain(
                        row ->
                                row.map(
                                                call ->
                                                        read(
                                                                call.uuid(0),
                                                                callId,
                                                                CallPurpose.of(call.text(1))))
                                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /// What a permit would say if the business asked for a call now; for a preview that nobody
    /// dials by.
    public Uni<Optional<CallPermit>> preview(UUID matchId, CallPurpose purpose) {
        return read(matchId, null, purpose);
    }

    private Uni<Optional<CallPermit>> read(UUID matchId, UUID callId, CallPurpose purpose) {
        return sql.first(FACTS, matchId, callId, purpose.wire())
                .map(row -> row.map(found -> permit(found, purpose)));
    }

    private static CallPermit permit(Row row, CallPurpose purpose) {
        var refusals = refusals(row);
        boolean granted = refusals.isEmpty();
        return new CallPermit(
                row.uuid(29),
                row.uuid(0),
                row.uuid(1),
                row.uuid(2),
                refusals,
                purpose,
                row.text(31) == null ? Party.BUSINESS : Party.valueOf(row.text(31)),
                row.instant(32),
                granted ? row.text(5) : null,
                row.text(6),
                row.instant(7),
                row.uuid(8) == null ? null : consent(row),
                row.bool(19),
                row.text(20),
                row.text(21),
                row.text(22),
                row.bool(23),
                new CallPermit.Brief(
                        row.text(24),
                        row.text(25),
                        row.text(33),
                        row.text(26),
                        row.text(27),
                        row.text(28)),
                granted && row.text(35) != null ? line(row) : null,
                granted && row.uuid(39) != null && named(row, row.text(45))
                        ? recording(row)
                        : null);
    }

    private static CallPermit.BusinessLine line(Row row) {
        var business = Businesses.stored(row.json(37));
        return new CallPermit.BusinessLine(
                row.text(35),
                row.text(36),
                business.timeZone(),
                business.openingHours(),
                business.pausedUntil(),
                row.bool(38),
                row.instant(43));
    }

    private static CallPermit.RecordingConsent recording(Row row) {
        return new CallPermit.RecordingConsent(
                row.uuid(39), row.uuid(2), row.text(40), row.instant(41), row.instant(42));
    }

    private static List<String> refusals(Row row) {
        var refusals = new ArrayList<String>();
        if (!CALLABLE.contains(row.text(3))) {
            refusals.add("WITHDRAWN".equals(row.text(3)) ? "lead-withdrawn" : "lead-not-open");
        }
        if (!"ACCEPTED".equals(row.text(4))) {
            refusals.add("match-not-accepted");
        }
        if (row.raw(34) != null) {
            refusals.add("stopped");
        }
        if (row.text(5) == null) {
            refusals.add("no-address");
        }
        return refusals;
    }

    /// A business that has taken another name since is not the one that was agreed to.
    private static boolean named(Row row, String shown) {
        return row.text(24) != null && new ConsentText(shown, null).names(row.text(24));
    }

    private static CallPermit.Consent consent(Row row) {
        Set<Channel> channels =
                Stream.of((String[]) row.raw(11)).map(Channel::valueOf).collect(Collectors.toSet());
        Set<CallPurpose> purposes =
                Stream.of((String[]) row.raw(12)).map(CallPurpose::of).collect(Collectors.toSet());
        return new CallPermit.Consent(
                row.uuid(8),
                row.uuid(9),
                row.text(10),
                channels,
                purposes,
                row.instant(13),
                row.instant(14),
                row.instant(15),
                "SELLER_CONTACT".equals(row.text(16)),
                row.bool(17) && named(row, row.text(44)),
                row.bool(18),
                evidenced(row));
    }

    /// Whether it can be proved: what was shown is what was agreed to, and it is known when, where
    /// from and how.
    private static boolean evidenced(Row row) {
        return new ConsentText(row.text(44), row.text(46)).provedBy(row.text(47))
                && row.instant(13) != null
                && new Evidence(row.text(48), row.text(49), row.text(50)).missing().isEmpty();
    }
}
