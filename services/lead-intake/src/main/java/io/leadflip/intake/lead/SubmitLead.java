package io.leadflip.intake.lead;

import io.leadflip.contracts.event.LeadFact.LeadSubmitted;
import io.leadflip.contracts.value.LeadStatus;
import io.leadflip.intake.IntakeConfig;
import io.leadflip.intake.access.Caller;
import io.leadflip.intake.access.TrackingTokens;
import io.leadflip.intake.contact.ContactKeys;
import io.leadflip.intake.timeline.LeadJournal;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkQueue;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Stores a lead before anything else happens: lead, consents, the answer to its key, the work of
/// classifying it and the outgoing fact are one transaction.
@ApplicationScoped
public class SubmitLead {
    private static final String VISITORS = "visitors";
    private static final String TRY_KEY =
            "select pg_try_advisory_xact_lock(hashtextextended($1, 1))";

    /// Whoever counts by one of these names waits until whoever counted before has stored; in one
    /// order, so that nobody waits for each other.
    private static final String LOCK_COUNTED =
            """
            select pg_advisory_xact_lock(number)::text
            from (select distinct hashtextextended(name, 2) as number from unnest($1::text[]) name order by 1) numbers""";

    private static final String ANSWERED =
            "select fingerprint, response from idempotency where scope = $1 and key = $2";
    private static final String REMEMBER =
            "insert into idempotency (scope, key, fingerprint, response) values ($1, $2, $3, $4)";

    /// What the same person wrote of late: by account, and by phone and e-mail. Two halves, because
    /// one condition over both would read all leads.
    private static final String SAME_PERSON =
            """
            with same_person as (
              select id, owner, status, text_hash, created_at from lead
              where owner = $1::text and created_at > now() - $5::bigint * interval '1 second'
              union
              select l.id, l.owner, l.status, l.text_hash, l.created_at
              from contact c join lead l on l.contact_id = c.id
              where (c.phone_key = $2::text or c.email_key = $3::text)
                and l.created_at > now() - $5::bigint * interval '1 second')
            """;

    /// A lead that is over does not stand for one that is sent again, nor one that whoever sends it
    /// now could not open.
    private static final String DUPLICATE =
            SAME_PERSON
                    + """
                    select id from same_person
                    where text_hash = $4 and owner is not distinct from $1::text
                      and status not in ('WITHDRAWN', 'EXPIRED', 'CLOSED', 'WIPED_OUT')
                    order by created_at limit 1""";

    private static final String COUNT =
            SAME_PERSON
                    + """
                    select (select count(*) from same_person),
                           (select count(*) from lead where address_key = $4
                              and created_at > now() - $5::bigint * interval '1 second')""";
    private static final String CONTACT =
            """
            insert into contact (id, subject, name, phone, phone_key, email, email_key)
            values ($1, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text)
            on conflict (subject, coalesce(phone_key, ''), coalesce(email_key, '')) where subject is not null
              do update set name = coalesce(excluded.name, contact.name)
            returning id""";
    private static final String LEAD =
            """
            insert into lead (id, contact_id, owner, tracking_hash, tracking_until, address_key, text, text_hash, given_zip,
                              given_city, status)
            values ($1, $2, $3::text, $4::text, $5::timestamptz, $6, $7, $8, $9::text, $10::text, $11)""";
    private static final String CONSENT =
            """
            insert into consent (id, kind, granted, contact_id, lead_id, text_shown, text_version, text_hash, address, user_agent, page)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)""";

    private final Transactions transactions;
    private final Sql sql;
    private final LeadJournal journal;
    private final WorkQueue work;
    private final ContactKeys keys;
    private final TrackingTokens tokens;
    private final IntakeConfig config;
    private final Clock clock;
    private final MeterRegistry metrics;

    SubmitLead(
            Transactions transactions,
            Sql sql,
            LeadJournal journal,
            WorkQueue work,
            ContactKeys keys,
            TrackingTokens tokens,
            IntakeConfig config,
            Clock clock,
            MeterRegistry metrics) {
        this.transactions = transactions;
        this.sql = sql;
        this.journal = journal;
        this.work = work;
        this.keys = keys;
        this.tokens = tokens;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
    }

    public Uni<Submitted> submit(Submission submission) {
        return transactions
                .run(() -> underKey(submission))
                .invoke(
                        ended ->
                                metrics.counter(
                                                "leadflip.leads.submissions",
                                                "result",
                                                ended.getClass()
                                                        .getSimpleName()
                                                        .toLowerCase(Locale.ROOT))
                                        .increment());
    }

    private Uni<Submitted> underKey(Submission submission) {
        return sql.first(TRY_KEY, scope(submission) + " " + submission.idempotencyKey())
                .map(row -> row.orElseThrow().bool(0))
                .chain(
                        free ->
                                free
                                        ? sql.first(
                                                        ANSWERED,
                                                        scope(submission),
                                                        submission.idempotencyKey())
                                                .chain(
                                                        answered ->
                                                                answered.map(
                                                                                row ->
                                                                                        again(
                                                                                                submission,
                                                                                                row))
                                                                        .orElseGet(
                                                                                () ->
                                                                                        first(
                                                                                                submission)))
                                        : Uni.createFrom().item(new Submitted.InFlight()));
    }

    private Uni<Submitted> again(Submission submission, Row answered) {
        if (!answered.text(0).equals(submission.fingerprint())) {
            return Uni.createFrom().item(new Submitted.KeyReused());
        }
        var response = answered.json(1);
        var leadId = UUID.fromString(response.getString("leadId"));
        var token = response.getBoolean("tracked") ? tokens.of(leadId) : null;
        return Uni.createFrom().item(new Submitted.Stored(leadId, token, true));
    }

    private Uni<Submitted> first(Submission submission) {
        return sql.select(LOCK_COUNTED, (Object) counted(submission))
                .chain(() -> duplicate(submission))
                .chain(
                        duplicate ->
                                duplicate
                                        .map(leadId -> remember(submission, leadId, false))
                                        .orElseGet(() -> countedThenStored(submission)));
    }

    private Uni<Optional<UUID>> duplicate(Submission submission) {
        return sql.first(
                        DUPLICATE,
                        subject(submission),
                        keys.of(submission.phone()),
                        keys.of(submission.email()),
                        textHash(submission),
                        config.duplicateWithin().toSeconds())
                .map(row -> row.map(found -> found.uuid(0)));
    }

    private Uni<Submitted> countedThenStored(Submission submission) {
        return sql.first(
                        COUNT,
                        subject(submission),
                        keys.of(submission.phone()),
                        keys.of(submission.email()),
                        keys.ofNetwork(submission.network()),
                        config.rateWindow().toSeconds())
                .map(Optional::orElseThrow)
                .chain(
                        counts ->
                                counts.bigint(0) >= config.leadsPerPerson()
                                                || counts.bigint(1) >= config.leadsPerAddress()
                                        ? Uni.createFrom()
                                                .item(
                                                        new Submitted.TooMany(
                                                                (int)
                                                                        config.rateWindow()
                                                                                .toSeconds()))
                                        : store(submission));
    }

    private Uni<Submitted> store(Submission submission) {
        var leadId = Identifiers.next();
        return contact(submission)
                .call(contactId -> lead(submission, leadId, contactId))
                .call(contactId -> consents(submission, leadId, contactId))
                .call(() -> journal.tell(new LeadSubmitted(leadId, clock.instant())))
                .call(
                        () ->
                                work.schedule(
                                        ClassifyLead.KIND,
                                        leadId + ":1",
                                        new JsonObject()
                                                .put("leadId", leadId.toString())
                                                .put("round", 1),
                                        clock.instant()))
                .chain(
                        () ->
                                remember(
                                        submission,
                                        leadId,
                                        submission.caller() instanceof Caller.Visitor));
    }

    private Uni<UUID> contact(Submission submission) {
        return sql.first(
                        CONTACT,
                        Identifiers.next(),
                        subject(submission),
                        submission.name(),
                        submission.phone(),
                        keys.of(submission.phone()),
                        submission.email(),
                        keys.of(submission.email()))
                .map(row -> row.orElseThrow().uuid(0));
    }

    private Uni<Integer> lead(Submission submission, UUID leadId, UUID contactId) {
        boolean visitor = submission.caller() instanceof Caller.Visitor;
        return sql.update(
                LEAD,
                leadId,
                contactId,
                subject(submission),
                visitor ? TrackingTokens.hash(tokens.of(leadId)) : null,
                visitor ? clock.instant().plus(config.trackingTokenValid()) : null,
                keys.ofNetwork(submission.network()),
                submission.text(),
                textHash(submission),
                submission.zip(),
                submission.city(),
                LeadStatus.RECEIVED);
    }

    private Uni<Void> consents(Submission submission, UUID leadId, UUID contactId) {
        return Multi.createFrom()
                .iterable(submission.consents())
                .onItem()
                .transformToUniAndConcatenate(
                        choice ->
                                sql.update(
                                        CONSENT,
                                        Identifiers.next(),
                                        choice.kind(),
                                        choice.granted(),
                                        contactId,
                                        leadId,
                                        choice.text(),
                                        choice.version(),
                                        TrackingTokens.sha256(choice.text()),
                                        submission.network(),
                                        submission.userAgent(),
                                        submission.page()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Submitted> remember(Submission submission, UUID leadId, boolean tracked) {
        var response = new JsonObject().put("leadId", leadId.toString()).put("tracked", tracked);
        return sql.update(
                        REMEMBER,
                        scope(submission),
                        submission.idempotencyKey(),
                        submission.fingerprint(),
                        response)
                .replaceWith(
                        new Submitted.Stored(leadId, tracked ? tokens.of(leadId) : null, false));
    }

    /// Everything that leads are counted by.
    private String[] counted(Submission submission) {
        return Stream.of(
                        subject(submission),
                        keys.of(submission.phone()),
                        keys.of(submission.email()),
                        keys.ofNetwork(submission.network()))
                .filter(Objects::nonNull)
                .toArray(String[]::new);
    }

    private static String subject(Submission submission) {
        return submission.caller() instanceof Caller.Account account ? account.subject() : null;
    }

    private static String scope(Submission submission) {
        return submission.caller() instanceof Caller.Account account
                ? "account " + account.subject()
                : VISITORS;
    }

    private static String textHash(Submission submission) {
        return TrackingTokens.sha256(
                submission
                        .text()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}]+", " ")
                        .trim());
    }
}
