package io.leadflip.intake.permit;

import io.leadflip.contracts.door.MessagePermit;
import io.leadflip.contracts.door.PermitRequest.ForMessage;
import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.NotificationKind;
import io.leadflip.contracts.value.Party;
import io.leadflip.contracts.value.Urgency;
import io.leadflip.intake.IntakeConfig;
import io.leadflip.intake.business.Businesses;
import io.leadflip.intake.contact.Hmacs;
import io.leadflip.intake.contact.PhoneProof;
import io.leadflip.intake.lead.Questions;
import io.leadflip.intake.match.MatchViews;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether one message may go out now, where to, and the facts of its text, read by one statement.
/// Runs in the current transaction.
@ApplicationScoped
public class MessagePermits {
    private static final String FACTS =
            """
            select l.id, l.status, l.category, l.urgency, l.city, l.state, l.zip, l.summary, l.budget_min, l.budget_max,
              l.time_zone, l.missing, l.language,
              c.email, c.email_key, c.phone, c.phone_key, c.phone_verified_at,
              m.id, m.status, m.distance_metres, m.score, m.reasons,
              b.name, b.email, b.email_key, b.phone, b.phone_key, b.profile->>'timeZone',
              v.id, v.expires_at, v.used_at,
              coalesce((select array_agg(u.contact_key) from suppression u
                where u.contact_key in (c.email_key, c.phone_key, b.email_key, b.phone_key)
                  and (u.channels = '{}' or $4::text = any (u.channels))), '{}'),
              (select s.granted from consent s where s.lead_id = l.id and s.kind = 'SERVICE_MESSAGES'
                order by s.granted_at desc limit 1),
              b.profile
            from lead l join contact c on c.id = l.contact_id
            left join match m on m.id = $2::uuid and m.lead_id = l.id
            left join business b on b.id = m.business_id
            left join phone_verification v on v.id = $3::uuid and v.lead_id = l.id
            where l.id = $1""";
    private static final Set<String> GONE = Set.of("WITHDRAWN", "WIPED_OUT", "EXPIRED", "CLOSED");
    private static final Set<String> WAITING = Set.of("OFFERED", "NOTIFIED");

    private final Sql sql;
    private final PhoneProof phones;
    private final Hmacs hmacs;
    private final IntakeConfig config;
    private final Clock clock;

    MessagePermits(Sql sql, PhoneProof phones, Hmacs hmacs, IntakeConfig config, Clock clock) {
        this.sql = sql;
        this.phones = phones;
        this.hmacs = hmacs;
        this.config = config;
        this.clock = clock;
    }

    /// @param call what the orchestrator says about the call that the message tells of; empty for
    ///   other messages
    /// @return empty when there is no such lead, match or verification
    public Uni<Optional<MessagePermit>> forMessage(ForMessage request, Map<String, String> call) {
        return sql.first(
                        FACTS,
                        request.leadId(),
                        request.matchId(),
                        request.verificationId(),
                        request.channel().name())
                .map(
                        row ->
                                row.filter(found -> complete(request, found))
                                        .map(found -> permit(request, found, call)));
    }

    private static boolean complete(ForMessage request, Row row) {
        return (request.matchId() == null || row.uuid(18) != null)
                && (request.recipient() == Party.CONSUMER || row.text(23) != null)
                && (request.kind() != NotificationKind.PHONE_CODE || row.uuid(29) != null);
    }

    private MessagePermit permit(ForMessage request, Row row, Map<String, String> call) {
        var address = Address.of(request, row);
        var refusals = refusals(request, row, address);
        if (!refusals.isEmpty()) {
            return new MessagePermit(
                    refusals, null, null, address.key(), address.timeZone(), Map.of(), null);
        }
        return new MessagePermit(
                List.of(),
                quietUntil(request, row),
                address.value(),
                address.key(),
                address.timeZone(),
                facts(request, row, call),
                request.kind() == NotificationKind.PHONE_CODE
                        ? null
                        : unsubscribe(request, address));
    }

    private record Address(String value, String key, String timeZone) {
        static Address of(ForMessage request, Row row) {
            boolean email = request.channel() == Channel.EMAIL;
            return switch (request.recipient()) {
                case BUSINESS ->
                        email
                                ? new Address(row.text(24), row.text(25), row.text(28))
                                : new Address(row.text(26), row.text(27), row.text(28));
                case CONSUMER ->
                        email
                                ? new Address(row.text(13), row.text(14), row.text(10))
                                : new Address(row.text(15), row.text(16), row.text(10));
            };
        }
    }

    private List<String> refusals(ForMessage request, Row row, Address address) {
        var refusals = new ArrayList<String>();
        if (address.value() == null) {
            refusals.add("no-address");
        }
        if (address.key() != null && List.of((String[]) row.raw(32)).contains(address.key())) {
            refusals.add("suppressed");
        }
        if (unwanted(request, row)) {
            refusals.add("not-agreed");
        }
        if (GONE.contains(row.text(1)) && !aboutCall(request.kind())) {
            refusals.add("lead-withdrawn");
        }
        if (request.kind() == NotificationKind.NEW_LEAD && !WAITING.contains(row.text(19))) {
            refusals.add("match-withdrawn");
        }
        if (request.kind() == NotificationKind.PHONE_CODE
                && (row.raw(31) != null || row.instant(30).isBefore(clock.instant()))) {
            refusals.add("code-no-longer-valid");
        }
        if (unprovedPhone(request, row)) {
            refusals.add("phone-not-proved");
        }
        return refusals;
    }

    /// Who was asked and said no gets no messages; a code is sent only to who asks for it.
    private static boolean unwanted(ForMessage request, Row row) {
        return request.recipient() == Party.CONSUMER
                && request.kind() != NotificationKind.PHONE_CODE
                && Boolean.FALSE.equals(row.raw(33));
    }

    /// Businesses keep quiet hours; what consumers hear they asked for.
    private Instant quietUntil(ForMessage request, Row row) {
        if (request.recipient() != Party.BUSINESS) {
            return null;
        }
        var business = Businesses.stored(row.json(34));
        var zone = ZoneId.of(business.timeZone());
        return Optional.ofNullable(business.quietHours())
                .flatMap(hours -> hours.endAfter(clock.instant(), zone, Urgency.of(row.text(3))))
                .orElse(null);
    }

    private static boolean aboutCall(NotificationKind kind) {
        return kind == NotificationKind.CALL_RESULT || kind == NotificationKind.CALL_OUTCOME;
    }

    /// Before a consumer has proved the phone, nothing but the code goes there by SMS.
    private boolean unprovedPhone(ForMessage request, Row row) {
        return request.recipient() == Party.CONSUMER
                && request.channel() == Channel.SMS
                && request.kind() != NotificationKind.PHONE_CODE
                && (row.instant(17) == null
                        || row.instant(17)
                                .plus(config.phoneProofValid())
                                .isBefore(clock.instant()));
    }

    private Map<String, String> facts(ForMessage request, Row row, Map<String, String> call) {
        var facts = new HashMap<String, String>();
        put(facts, "category", row.text(2));
        put(facts, "urgency", row.text(3));
        put(facts, "city", row.text(4));
        put(facts, "state", row.text(5));
        put(facts, "zip", row.text(6));
        put(facts, "summary", row.text(7));
        put(facts, "budget", budget(row.decimal(8), row.decimal(9)));
        put(facts, "language", row.text(12));
        put(facts, "businessName", row.text(23));
        put(facts, "question", Questions.about(row.text(11), row.text(12)));
        put(facts, "leadUrl", url("/leads/" + request.leadId()));
        if (request.matchId() != null) {
            put(facts, "distanceMiles", String.valueOf(MatchViews.miles(row.real(20))));
            put(facts, "score", String.valueOf(row.integer(21)));
            put(facts, "reasons", String.join("; ", (String[]) row.raw(22)));
            put(facts, "answerUrl", url("/matches/" + request.matchId()));
        }
        if (request.kind() == NotificationKind.PHONE_CODE) {
            facts.clear();
            facts.put("code", phones.code(row.uuid(29)));
            facts.put("minutes", String.valueOf(config.codeValid().toMinutes()));
        }
        facts.putAll(call);
        return facts;
    }

    private String unsubscribe(ForMessage request, Address address) {
        return hmacs.hex("unsubscribe", request.channel() + " " + address.key());
    }

    private String url(String path) {
        return config.publicWebUrl().resolve(path).toString();
    }

    private static void put(Map<String, String> facts, String name, String value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    private static String budget(BigDecimal min, BigDecimal max) {
        if (min == null && max == null) {
            return null;
        }
        if (max == null) {
            return "from $" + plain(min);
        }
        return min == null || min.signum() == 0
                ? "up to $" + plain(max)
                : "$" + plain(min) + "–$" + plain(max);
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().scale() <= 0
                ? amount.toBigInteger().toString()
                : amount.toPlainString();
    }
}
