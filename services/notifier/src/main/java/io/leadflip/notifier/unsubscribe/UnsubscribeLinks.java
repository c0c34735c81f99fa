package io.leadflip.notifier.unsubscribe;

import io.leadflip.contracts.door.MessagePermit;
import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.value.Channel;
import io.leadflip.notifier.notification.NotifierMetrics;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/// The links at the foot of our mails: each stands for one address, of which only the key is known
/// here. In the current transaction.
@ApplicationScoped
public class UnsubscribeLinks {
    private final Sql sql;
    private final Outbox outbox;
    private final NotifierMetrics metrics;
    private final Clock clock;

    UnsubscribeLinks(Sql sql, Outbox outbox, NotifierMetrics metrics, Clock clock) {
        this.sql = sql;
        this.outbox = outbox;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Whether the address that the permit is for has unsubscribed by its link.
    public Uni<Boolean> unsubscribed(MessagePermit permit) {
        return permit.unsubscribeToken() == null
                ? Uni.createFrom().item(false)
                : sql.first(
                                "select 1 from unsubscribe_link where token = $1 and unsubscribed_at is not null",
                                permit.unsubscribeToken())
                        .map(row -> row.isPresent());
    }

    /// Remembers whom the permit's link stands for, if it has one.
    public Uni<Void> keep(MessagePermit permit) {
        if (permit.unsubscribeToken() == null) {
            return Uni.createFrom().voidItem();
        }
        return sql.update(
                        """
                        insert into unsubscribe_link (token, contact_key, created_at) values ($1, $2, $3)
                        on conflict (token) do nothing
                        """,
                        permit.unsubscribeToken(),
                        permit.contactKey(),
                        clock.instant())
                .replaceWithVoid();
    }

    Uni<Boolean> known(String token) {
        return sql.first("select 1 from unsubscribe_link where token = $1", token)
                .map(row -> row.isPresent());
    }

    /// Answers false when nobody knows the link. The second time changes nothing.
    Uni<Boolean> unsubscribe(String token) {
        var now = clock.instant();
        return sql.first(
                        "update unsubscribe_link set unsubscribed_at = $2 where token = $1 and unsubscribed_at is null returning contact_key",
                        token,
                        now)
                .chain(
                        row ->
                                row.map(found -> tell(found.text(0), now).replaceWith(true))
                                        .orElseGet(() -> known(token)));
    }

    private Uni<Void> tell(String contactKey, Instant now) {
        metrics.optedOut("link");
        return outbox.append(
                new ContactSuppressed(contactKey, Set.of(Channel.EMAIL), "unsubscribe", now));
    }
}
