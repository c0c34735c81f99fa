package io.leadflip.intake.contact;

import io.leadflip.contracts.event.LeadFact.PhoneVerificationRequested;
import io.leadflip.contracts.event.LeadFact.PhoneVerified;
import io.leadflip.intake.IntakeConfig;
import io.leadflip.intake.timeline.LeadJournal;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/// Proves that a phone belongs to the consumer of a lead: a six-digit code sent to it comes back in
/// time.
///
/// The code is computed from the verification's id when the message is about to go out; what is
/// stored is a hash of it.
@ApplicationScoped
public class PhoneProof {
    /// How a try to prove a phone ended. A wrong try must be counted, so it is a value and not a
    /// failure of the transaction.
    public enum Result {
        PROVED,
        WRONG,
        NO_LONGER_VALID
    }

    private static final String CONTACT =
            "select c.id, c.phone, c.phone_key from lead l join contact c on c.id = l.contact_id where l.id = $1 for update of c";
    private static final String LOCK_PHONE =
            "select pg_advisory_xact_lock(hashtextextended($1, 3))::text";
    private static final String SENT =
            "select count(*) from phone_verification where phone_key = $1 and requested_at > now() - $2::bigint * interval '1 second'";
    private static final String ADD =
            "insert into phone_verification (id, contact_id, lead_id, phone_key, code_hash, expires_at) values ($1, $2, $3, $4, $5, $6)";
    private static final String TRY =
            """
            update phone_verification set tries = tries + 1
            where id = (select id from phone_verification where lead_id = $1 order by requested_at desc limit 1)
              and used_at is null and tries < $2 and expires_at > now()
            returning id, contact_id, phone_key, code_hash""";

    private final Sql sql;
    private final Hmacs hmacs;
    private final LeadJournal journal;
    private final IntakeConfig config;
    private final Clock clock;

    PhoneProof(Sql sql, Hmacs hmacs, LeadJournal journal, IntakeConfig config, Clock clock) {
        this.sql = sql;
        this.hmacs = hmacs;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    /// Has a new code sent; earlier ones are no longer valid. Runs in the current transaction.
    ///
    /// @throws Problem 409 without a phone, 422 for one that nobody would be called at, 429 after
    ///   too many codes
    public Uni<Void> request(UUID leadId) {
        return sql.first(CONTACT, leadId)
                .map(
                        row ->
                                row.filter(contact -> contact.text(1) != null)
                                        .orElseThrow(
                                                () ->
                                                        new Problem(
                                                                ProblemType.CONFLICT,
                                                                "This lead has no phone.")))
                .invoke(contact -> checkReachable(contact.text(1)))
                .call(
                        contact ->
                                sql.select(LOCK_PHONE, contact.text(2))
                                        .chain(() -> sent(contact.text(2)))
                                        .invoke(sent -> checkCount(sent.orElseThrow().integer(0))))
                .chain(contact -> add(leadId, contact));
    }

    private void checkReachable(String phone) {
        if (!Addresses.ordinary(phone, config.phoneRegions())) {
            throw new Problem(
                    ProblemType.UNPROCESSABLE, "No code can be sent to a phone of this kind.");
        }
    }

    private Uni<Optional<Row>> sent(String phoneKey) {
        return sql.first(SENT, phoneKey, config.rateWindow().toSeconds());
    }

    private void checkCount(int sent) {
        if (sent >= config.codesPerPhone()) {
            throw new Problem(
                            ProblemType.TOO_MANY_REQUESTS,
                            "Too many codes were sent to this phone.")
                    .retryAfter((int) config.rateWindow().toSeconds());
        }
    }

    private Uni<Void> add(UUID leadId, Row contact) {
        var id = Identifiers.next();
        var now = clock.instant();
        return sql.update(
                        ADD,
                        id,
                        contact.uuid(0),
                        leadId,
                        contact.text(2),
                        hash(id, code(id)),
                        now.plus(config.codeValid()))
                .chain(() -> journal.tell(new PhoneVerificationRequested(leadId, id, now)));
    }

    /// Runs in the current transaction, which must commit whatever the result.
    public Uni<Result> prove(UUID leadId, String code) {
        return sql.first(TRY, leadId, config.codeTries())
                .chain(
                        row ->
                                row.map(tried -> check(leadId, tried, code))
                                        .orElseGet(
                                                () ->
                                                        Uni.createFrom()
                                                                .item(Result.NO_LONGER_VALID)));
    }

    private Uni<Result> check(UUID leadId, Row tried, String code) {
        if (!MessageDigest.isEqual(ascii(hash(tried.uuid(0), code)), ascii(tried.text(3)))) {
            return Uni.createFrom().item(Result.WRONG);
        }
        return sql.update(
                        "update phone_verification set used_at = now() where id = $1",
                        tried.uuid(0))
                .chain(
                        () ->
                                sql.update(
                                        "update contact set phone_verified_at = now() where id = $1",
                                        tried.uuid(1)))
                .chain(
                        () ->
                                journal.tell(
                                        new PhoneVerified(leadId, tried.text(2), clock.instant())))
                .replaceWith(Result.PROVED);
    }

    /// The six digits of a verification.
    public String code(UUID verificationId) {
        var number = new BigInteger(1, hmacs.bytes("phone-code", verificationId.toString()));
        return "%06d".formatted(number.mod(BigInteger.valueOf(1_000_000)).intValue());
    }

    private String hash(UUID verificationId, String code) {
        return hmacs.hex("phone-code-hash", verificationId + " " + code);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
