package io.leadflip.notifier.twilio;

import io.leadflip.notifier.notification.NotifierMetrics;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.work.WorkQueue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Wishes not to get texts any more, kept until the contact book has them: Twilio tells each once,
/// and lead-intake may be down just then. In the current transaction.
@ApplicationScoped
class StopWishes {
    private final Sql sql;
    private final WorkQueue work;
    private final NotifierMetrics metrics;
    private final Clock clock;

    StopWishes(Sql sql, WorkQueue work, NotifierMetrics metrics, Clock clock) {
        this.sql = sql;
        this.work = work;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// @param phone E.164
    record Wish(String phone, Instant heardAt) {
        @Override
        public String toString() {
            return "Wish[redacted]";
        }
    }

    /// @param messageSid Twilio's id of the text that said so; told again it changes nothing
    Uni<Void> heard(String phone, Optional<String> messageSid) {
        var now = clock.instant();
        var id = messageSid.orElseGet(() -> Identifiers.next().toString());
        return sql.update(
                        "insert into stop_wish (id, phone, heard_at) values ($1, $2, $3) on conflict (id) do nothing",
                        id,
                        phone,
                        now)
                .chain(() -> work.schedule(PassOnStopWish.KIND, id, new JsonObject(), now))
                .invoke(() -> metrics.optedOut("sms"));
    }

    /// Empty when it was passed on.
    Uni<Optional<Wish>> waiting(String id) {
        return sql.first(
                        "select phone, heard_at from stop_wish where id = $1 and phone is not null",
                        id)
                .map(row -> row.map(found -> new Wish(found.text(0), found.instant(1))));
    }

    /// The contact book has it, so no message is permitted any more, and the phone is nobody's to
    /// keep.
    Uni<Void> passedOn(String id, Wish wish) {
        return sql.update("update stop_wish set phone = null where id = $1", id)
                .invoke(
                        () ->
                                metrics.suppressedAfter(
                                        Duration.between(wish.heardAt(), clock.instant())))
                .replaceWithVoid();
    }
}
