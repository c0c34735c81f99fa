package io.leadflip.notifier.notification;

import io.leadflip.contracts.event.NotificationFact.NotificationFailed;
import io.leadflip.contracts.event.NotificationFact.NotificationSent;
import io.leadflip.contracts.event.NotificationFact.NotificationUnknown;
import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.NotificationKind;
import io.leadflip.notifier.NotifierConfig;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.work.Priority;
import io.leadflip.platform.work.WorkQueue;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Every message that was ever to be sent. All moves run in the current transaction, and tell the
/// other services in the same.
@ApplicationScoped
public class Notifications implements PanacheRepositoryBase<Notification, UUID> {
    /// The kind of work that looks a message in doubt up at its provider.
    public static final String LOOK_UP = "look-up";

    private static final String ADD =
            """
            insert into notification (id, lead_id, match_id, call_id, verification_id, subject_id, recipient, kind, channel, state, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'PENDING', $10)
            on conflict (subject_id, recipient, kind, channel) do nothing
            """;
    private static final String INTEND =
            """
            update notification set state = 'SENDING', provider = $3, fence = $2, contact_key = $4, sending_at = $5
            where id = $1 and (state = 'PENDING' and coalesce(fence, 0) <= $2 or state = 'SENDING' and fence = $2)
            """;
    private static final String STEP_BACK =
            "update notification set state = 'PENDING', reason = $3 where id = $1 and state = 'SENDING' and fence = $2";
    private static final String SENT =
            """
            update notification set state = 'SENT', provider_message_id = $2, settled_at = $3, reason = null
            where id = $1 and state in ('SENDING', 'UNKNOWN')
            """;
    private static final String FAILED =
            """
            update notification set state = 'FAILED', reason = $2, settled_at = $3
            where id = $1 and (state = 'PENDING' or state in ('SENDING', 'UNKNOWN') and fence = $4)
            """;
    private static final String UNDELIVERED =
            """
            update notification set state = 'FAILED', reason = $2, settled_at = $3,
              provider_message_id = coalesce($4, provider_message_id)
            where id = $1 and (state in ('SENDING', 'UNKNOWN') or state = 'SENT' and provider = $5)
            """;
    private static final String UNKNOWN =
            "update notification set state = 'UNKNOWN', reason = $2, settled_at = $3 where id = $1 and state = 'SENDING'";

    private final Sql sql;
    private final Outbox outbox;
    private final WorkQueue work;
    private final NotifierMetrics metrics;
    private final NotifierConfig config;
    private final Clock clock;

    Notifications(
            Sql sql,
            Outbox outbox,
            WorkQueue work,
            NotifierMetrics metrics,
            NotifierConfig config,
            Clock clock) {
        this.sql = sql;
        this.outbox = outbox;
        this.work = work;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
    }

    /// The kind of work that sends a message: one for each channel, so that providers of one that
    /// are away hold up none of the other.
    public static String sending(Channel channel) {
        return switch (channel) {
            case EMAIL -> "send-email";
            case SMS -> "send-sms";
            case AI_VOICE -> throw new IllegalArgumentException("nobody is written to by voice");
        };
    }

    public Uni<Optional<Notification>> find(UUID id) {
        return findById(id).map(Optional::ofNullable);
    }

    /// Orders a message, unless it was ever ordered before.
    public Uni<Void> order(Order order) {
        var id = Identifiers.next();
        var now = clock.instant();
        return sql.update(
                        ADD,
                        id,
                        order.leadId(),
                        order.matchId(),
                        order.callId(),
                        order.verificationId(),
                        order.subjectId(),
                        order.recipient(),
                        order.kind(),
                        order.channel(),
                        now)
                .chain(
                        added ->
                                added == 0
                                        ? Uni.createFrom().voidItem()
                                        : work.schedule(
                                                sending(order.channel()),
                                                id.toString(),
                                                new JsonObject(),
                                                now,
                                                priority(order.kind())));
    }

    /// Somebody sits and waits for a code.
    private static Priority priority(NotificationKind kind) {
        return kind == NotificationKind.PHONE_CODE ? Priority.HIGH : Priority.NORMAL;
    }

    /// Writes down that this provider is about to be asked, under the fence of whoever asks. After
    /// the commit it may be asked once. Answers false to whoever lost the message meanwhile.
    public Uni<Boolean> intend(
            Notification message, long fence, String provider, String contactKey) {
        return sql.update(INTEND, message.id(), fence, provider, contactKey, clock.instant())
                .map(rows -> rows > 0);
    }

    /// The provider provably did nothing: the message may be tried again.
    public Uni<Void> stepBack(Notification message, long fence, String reason) {
        return sql.update(STEP_BACK, message.id(), fence, reason).replaceWithVoid();
    }

    /// The provider has it. Answers false when that was known.
    public Uni<Boolean> sent(Notification message, String provider, String providerMessageId) {
        var now = clock.instant();
        var fact =
                new NotificationSent(
                        message.leadId(),
                        message.id(),
                        message.matchId(),
                        message.recipient(),
                        message.kind(),
                        message.channel(),
                        provider,
                        now);
        return sql.update(SENT, message.id(), providerMessageId, now)
                .call(
                        rows ->
                                rows > 0
                                        ? outbox.append(fact)
                                                .invoke(() -> metrics.sent(message, provider))
                                        : Uni.createFrom().voidItem())
                .map(rows -> rows > 0);
    }

    /// It provably did not go out and will not. Whoever does not hold the fence under which it is
    /// out with a provider cannot know that.
    ///
    /// @param reason a code
    public Uni<Void> failed(Notification message, long fence, String reason) {
        var now = clock.instant();
        return sql.update(FAILED, message.id(), reason, now, fence)
                .chain(rows -> tellFailed(rows, message, reason, now));
    }

    /// The provider took it and says that it did not arrive, mostly after it was told that it went
    /// out. What another provider says of a message that it does not have changes nothing.
    ///
    /// @param reason a code
    public Uni<Void> undelivered(
            Notification message, String provider, String reason, String providerMessageId) {
        var now = clock.instant();
        return sql.update(UNDELIVERED, message.id(), reason, now, providerMessageId, provider)
                .chain(rows -> tellFailed(rows, message, reason, now));
    }

    private Uni<Void> tellFailed(int rows, Notification message, String reason, Instant now) {
        var fact =
                new NotificationFailed(
                        message.leadId(),
                        message.id(),
                        message.matchId(),
                        message.recipient(),
                        message.kind(),
                        message.channel(),
                        reason,
                        now);
        return rows > 0
                ? outbox.append(fact).invoke(() -> metrics.failed(message, reason))
                : Uni.createFrom().voidItem();
    }

    /// Nobody knows whether it went out. It is not sent again, but looked up at its provider.
    ///
    /// @param reason a code
    public Uni<Void> unknown(Notification message, String provider, String reason) {
        var now = clock.instant();
        var fact =
                new NotificationUnknown(
                        message.leadId(),
                        message.id(),
                        message.matchId(),
                        message.recipient(),
                        message.kind(),
                        message.channel(),
                        now);
        return sql.update(UNKNOWN, message.id(), reason, now)
                .chain(
                        rows ->
                                rows > 0
                                        ? outbox.append(fact)
                                                .chain(() -> lookUpLater(message, now))
                                                .invoke(() -> metrics.unknown(message, provider))
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> lookUpLater(Notification message, Instant now) {
        return work.schedule(
                LOOK_UP, message.id().toString(), new JsonObject(), now.plus(config.lookUpAfter()));
    }

    /// What the provider says about the way of a message it has. The last word stands. Answers
    /// false when nothing is new.
    public Uni<Boolean> delivery(UUID id, String delivery, boolean last) {
        return sql.update(
                        """
                        update notification set delivery = $2, delivery_last = $3::boolean
                        where id = $1 and (not delivery_last or $3::boolean) and delivery is distinct from $2""",
                        id,
                        delivery,
                        last)
                .map(rows -> rows > 0);
    }
}
