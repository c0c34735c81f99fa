package io.leadflip.intake.business;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.leadflip.contracts.event.BusinessFact.BusinessRegistered;
import io.leadflip.contracts.event.BusinessFact.BusinessUpdated;
import io.leadflip.contracts.event.EventJson;
import io.leadflip.contracts.value.BusinessProfile;
import io.leadflip.intake.contact.Addresses;
import io.leadflip.intake.contact.ContactKeys;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The businesses: one per owner. Every change tells the full state. Runs in the current
/// transaction.
@ApplicationScoped
public class Businesses {
    /// @param rating null until consumers have rated often enough
    /// @param phoneApprovedAt since when the phone counts as the business's; null when nobody of
    ///   the platform has looked
    public record BusinessView(
            UUID businessId,
            BusinessForm profile,
            boolean active,
            Double rating,
            Instant registeredAt,
            Instant phoneApprovedAt) {}

    /// @param created false when an earlier registration is told again
    public record Registration(BusinessView business, boolean created) {}

    private static final String FIND =
            "select id, profile, registered_at, phone_approved_at from business where ";
    private static final String ADD =
            """
            insert into business (id, owner, name, description, phone, phone_key, email, email_key, profile, registered_at,
              registered_with, registered_as)
            values ($1, $2, $3, $4::text, $5::text, $6::text, $7, $8, $9, $10, $11, $12)
            on conflict (owner) do nothing""";
    private static final String CHANGE =
            """
            update business set name = $2, description = $3::text, phone = $4::text, phone_key = $5::text, email = $6,
              email_key = $7, profile = $8, updated_at = now(),
              phone_approved_at = case when phone_key = $5::text then phone_approved_at end,
              phone_approved_by = case when phone_key = $5::text then phone_approved_by end
            where id = $1""";

    private final Sql sql;
    private final Outbox outbox;
    private final ContactKeys keys;
    private final Clock clock;

    Businesses(Sql sql, Outbox outbox, ContactKeys keys, Clock clock) {
        this.sql = sql;
        this.outbox = outbox;
        this.keys = keys;
        this.clock = clock;
    }

    /// The same request again is answered with the business it made; another one is a conflict,
    /// because an owner has one business.
    ///
    /// @param key the request's `Idempotency-Key`
    /// @param fingerprint of the request's body
    public Uni<Registration> register(
            String owner, String key, String fingerprint, BusinessForm given) {
        BusinessRules.check(given);
        var form = normal(given);
        var view =
                new BusinessView(
                        Identifiers.next(),
                        form,
                        true,
                        null,
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        null);
        return sql.update(
                        ADD,
                        view.businessId(),
                        owner,
                        form.name(),
                        form.description(),
                        form.phone(),
                        keys.of(form.phone()),
                        form.email(),
                        keys.of(form.email()),
                        json(form),
                        view.registeredAt(),
                        key,
                        fingerprint)
                .chain(
                        added ->
                                added == 1
                                        ? outbox.append(new BusinessRegistered(profile(view)))
                                                .replaceWith(new Registration(view, true))
                                        : again(owner, key, fingerprint));
    }

    private Uni<Registration> again(String owner, String key, String fingerprint) {
        return sql.first(
                        "select id, profile, registered_at, phone_approved_at, registered_with, registered_as from business where owner = $1",
                        owner)
                .map(Optional::orElseThrow)
                .invoke(known -> checkRepeat(known, key, fingerprint))
                .map(known -> new Registration(view(known), false));
    }

    private static void checkRepeat(Row known, String key, String fingerprint) {
        if (!key.equals(known.text(4))) {
            throw new Problem(ProblemType.CONFLICT, "This account has a business already.")
                    .with("businessId", known.uuid(0));
        }
        if (!fingerprint.equals(known.text(5))) {
            throw new Problem(
                    ProblemType.UNPROCESSABLE,
                    "This Idempotency-Key was used for another request.");
        }
    }

    public Uni<BusinessView> change(UUID businessId, BusinessForm change) {
        return sql.first(FIND + "id = $1 for update", businessId)
                .map(row -> changed(view(row.orElseThrow()), change))
                .call(view -> store(view))
                .call(view -> outbox.append(new BusinessUpdated(profile(view))));
    }

    private static BusinessView changed(BusinessView known, BusinessForm change) {
        var form = change.over(known.profile());
        BusinessRules.check(form);
        var normal = normal(form);
        return new BusinessView(
                known.businessId(),
                normal,
                known.active(),
                known.rating(),
                known.registeredAt(),
                Objects.equals(normal.phone(), known.profile().phone())
                        ? known.phoneApprovedAt()
                        : null);
    }

    private Uni<Integer> store(BusinessView view) {
        var form = view.profile();
        return sql.update(
                CHANGE,
                view.businessId(),
                form.name(),
                form.description(),
                form.phone(),
                keys.of(form.phone()),
                form.email(),
                keys.of(form.email()),
                json(form));
    }

    public Uni<Optional<BusinessView>> find(UUID businessId) {
        return sql.first(FIND + "id = $1", businessId).map(row -> row.map(Businesses::view));
    }

    private static BusinessForm normal(BusinessForm form) {
        var addresses =
                new BusinessForm(
                        form.name().trim(),
                        null,
                        form.phone() == null ? null : Addresses.phone(form.phone()).orElseThrow(),
                        Addresses.email(form.email()).orElseThrow(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        return addresses.over(form);
    }

    private static BusinessProfile profile(BusinessView view) {
        var form = view.profile();
        return new BusinessProfile(
                view.businessId(),
                Set.copyOf(form.categories()),
                form.area(),
                form.priceTier(),
                form.averageJobPrice(),
                Boolean.TRUE.equals(form.emergencyService()),
                Boolean.TRUE.equals(form.licensed()),
                Boolean.TRUE.equals(form.insured()),
                Boolean.TRUE.equals(form.answersWithin24h()),
                form.tags() == null ? Set.of() : Set.copyOf(form.tags()),
                form.timeZone(),
                form.quietHours(),
                form.monthlyCap(),
                form.dailyCap(),
                form.channels(),
                form.pausedUntil(),
                view.active(),
                view.rating(),
                view.registeredAt());
    }

    private static BusinessView view(Row row) {
        return new BusinessView(
                row.uuid(0), stored(row.json(1)), true, null, row.instant(2), row.instant(3));
    }

    /// What an owner said, as it is stored in `business.profile`.
    public static BusinessForm stored(JsonObject profile) {
        try {
            return EventJson.mapper().readValue(profile.encode(), BusinessForm.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored business cannot be read", e);
        }
    }

    private static JsonObject json(BusinessForm form) {
        try {
            return new JsonObject(EventJson.mapper().writeValueAsString(form));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A business could not be written", e);
        }
    }
}
