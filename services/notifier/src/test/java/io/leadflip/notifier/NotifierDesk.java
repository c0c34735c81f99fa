package io.leadflip.notifier;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.Fact;
import io.leadflip.contracts.event.MatchFact.MatchOffered;
import io.leadflip.contracts.event.NotificationFact;
import io.leadflip.contracts.event.NotificationFact.NotificationSent;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.BusinessProfile;
import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.MatchScore;
import io.leadflip.contracts.value.PriceTier;
import io.leadflip.contracts.value.ServiceArea;
import io.leadflip.contracts.value.ServiceCategory;
import io.leadflip.contracts.value.Urgency;
import io.leadflip.notifier.notification.Notifications;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.TestEvents;
import io.leadflip.platform.work.WorkQueue;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One lead that was offered to one business: what other services tell of it, and what became of
/// the messages about it. Every test has its own.
@Dependent
class NotifierDesk {
    static final Instant NOW = Instant.parse("2026-11-20T17:00:00Z");

    final UUID leadId = Identifiers.next();
    final UUID matchId = Identifiers.next();
    final UUID businessId = Identifiers.next();

    @Inject TestEvents events;
    @Inject Sql sql;
    @Inject Transactions transactions;
    @Inject WorkQueue work;

    MatchOffered offered() {
        return new MatchOffered(
                leadId,
                matchId,
                businessId,
                ServiceCategory.PLUMBING,
                Urgency.MEDIUM,
                new MatchScore(30, 20, 8, 8, 5, 3, 0),
                List.of("1.0 miles away"),
                1609,
                1,
                Duration.ofHours(4),
                NOW);
    }

    BusinessProfile profile(Channel... channels) {
        return new BusinessProfile(
                businessId,
                Set.of(ServiceCategory.PLUMBING),
                new ServiceArea(39.9, -86.1, 10, List.of()),
                PriceTier.STANDARD,
                null,
                false,
                true,
                true,
                true,
                Set.of(),
                "America/Indiana/Indianapolis",
                null,
                null,
                null,
                List.of(channels),
                null,
                true,
                null,
                NOW);
    }

    void interrupted(String kind, Channel channel, String provider) {
        interrupted(Identifiers.next(), kind, channel, provider);
    }

    void interrupted(UUID id, String kind, Channel channel, String provider) {
        interrupted(id, kind, channel, provider, Instant.now());
    }

    /// What a process leaves behind that died between its intent and the provider's answer.
    void interrupted(UUID id, String kind, Channel channel, String provider, Instant sendingAt) {
        var insert =
                """
                insert into notification (id, lead_id, match_id, subject_id, recipient, kind, channel, state, provider, fence, created_at, sending_at)
                values ($1, $2, $3, $3, 'BUSINESS', $4, $5, 'SENDING', $6, 1, now(), $7)
                """;
        transactions
                .run(
                        () ->
                                sql.update(
                                                insert, id, leadId, matchId, kind, channel,
                                                provider, sendingAt)
                                        .chain(
                                                () ->
                                                        work.schedule(
                                                                Notifications.sending(channel),
                                                                id.toString(),
                                                                new JsonObject(),
                                                                Instant.now())))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    void tell(Fact fact) {
        Event event = events.tell(Source.LEAD_INTAKE, fact);
        await().atMost(15, SECONDS)
                .until(
                        () ->
                                rows("select 1 from inbox where event_id = $1", event.id()).size()
                                        == 1);
    }

    String state() {
        return rows("select state from notification where lead_id = $1", leadId).stream()
                .map(row -> row.text(0))
                .findFirst()
                .orElse(null);
    }

    UUID notificationId() {
        return rows("select id from notification where lead_id = $1", leadId).getFirst().uuid(0);
    }

    /// As if this provider had taken the lead's message.
    void sentBy(String provider) {
        transactions
                .run(
                        () ->
                                sql.update(
                                        "update notification set provider = $2 where lead_id = $1",
                                        leadId,
                                        provider))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    void awaitState(String state) {
        await().atMost(15, SECONDS).until(() -> state.equals(state()));
    }

    void awaitWorkDone(String kind) {
        await().atMost(15, SECONDS)
                .until(
                        () ->
                                rows(
                                                        "select 1 from work w join notification n on w.key = n.id::text where n.lead_id = $1 and w.kind = $2 and w.state = 'DONE'",
                                                        leadId,
                                                        kind)
                                                .size()
                                        == 1);
    }

    /// When the lead's message is tried again that waits for this reason.
    Optional<Instant> postponed(String reason) {
        return rows(
                        "select w.due_at from work w join notification n on w.key = n.id::text where n.lead_id = $1 and w.last_error = $2",
                        leadId,
                        reason)
                .stream()
                .map(row -> row.instant(0))
                .findFirst();
    }

    /// How often it was tried to send the lead's message, as far as tries count.
    int tries() {
        return rows(
                        "select w.attempts from work w join notification n on w.key = n.id::text where n.lead_id = $1",
                        leadId)
                .getFirst()
                .integer(0);
    }

    List<NotificationSent> sent() {
        return told(NotificationSent.class);
    }

    <F extends NotificationFact> List<F> told(Class<F> type) {
        return events.told(type).stream().filter(fact -> fact.leadId().equals(leadId)).toList();
    }

    List<ContactSuppressed> suppressed() {
        return events.told(ContactSuppressed.class).stream()
                .filter(fact -> fact.contactKey().equals("key-of-" + leadId))
                .toList();
    }

    List<Row> rows(String query, Object... arguments) {
        return transactions
                .run(() -> sql.select(query, arguments))
                .await()
                .atMost(Duration.ofSeconds(5));
    }
}
