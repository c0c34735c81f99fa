package io.leadflip.intake.business;

import io.leadflip.intake.contact.Addresses;
import io.leadflip.intake.contact.ContactKeys;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/// That a business's phone is the business's: found out by an operator, because consumers are put
/// through to it and its owner could name anybody's. It ends with the number. Runs in the current
/// transaction.
@ApplicationScoped
public class PhoneApprovals {
    private static final Logger AUDIT = Logger.getLogger("io.leadflip.audit.phone-approval");
    private static final String APPROVE =
            """
            update business set phone_approved_at = clock_timestamp(), phone_approved_by = $3
            where id = $1 and phone_key = $2 returning phone_approved_at""";
    private static final String WITHDRAW =
            "update business set phone_approved_at = null, phone_approved_by = null where id = $1";

    private final Sql sql;
    private final ContactKeys keys;

    PhoneApprovals(Sql sql, ContactKeys keys) {
        this.sql = sql;
        this.keys = keys;
    }

    /// @param phone the number that was looked at; in any form that can be read
    /// @param operator who looked
    /// @return since when it is approved
    /// @throws Problem when the business names another number by now, or there is none
    public Uni<Instant> approve(UUID businessId, String phone, String operator) {
        String looked =
                Addresses.phone(phone)
                        .orElseThrow(
                                () ->
                                        new Problem(
                                                ProblemType.UNPROCESSABLE,
                                                "This is no phone number."));
        return sql.first(APPROVE, businessId, keys.of(looked), operator)
                .chain(
                        row ->
                                row.map(approved -> Uni.createFrom().item(approved.instant(0)))
                                        .orElseGet(() -> refused(businessId)))
                .invoke(
                        at ->
                                AUDIT.infof(
                                        "Phone approved businessId=%s by=%s",
                                        businessId, operator));
    }

    private Uni<Instant> refused(UUID businessId) {
        return exists(businessId)
                .chain(
                        () ->
                                Uni.createFrom()
                                        .failure(
                                                new Problem(
                                                        ProblemType.CONFLICT,
                                                        "The business has another number.")));
    }

    private Uni<Void> exists(UUID businessId) {
        return sql.first("select id from business where id = $1", businessId)
                .invoke(row -> row.orElseThrow(() -> Problem.noSuch("business")))
                .replaceWithVoid();
    }

    /// Withdrawing what was not approved changes nothing.
    public Uni<Void> withdraw(UUID businessId, String operator) {
        return exists(businessId)
                .chain(() -> sql.update(WITHDRAW, businessId))
                .invoke(
                        () ->
                                AUDIT.infof(
                                        "Phone approval withdrawn businessId=%s by=%s",
                                        businessId, operator))
                .replaceWithVoid();
    }
}
