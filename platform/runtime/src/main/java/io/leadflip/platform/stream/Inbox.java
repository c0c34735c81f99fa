package io.leadflip.platform.stream;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventType;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Gives each fact to this service's subscribers once: the row that remembers the fact and
/// everything they write are one transaction.
@ApplicationScoped
class Inbox {
    private static final String REMEMBER =
            "insert into inbox (event_id) values ($1) on conflict do nothing";

    private final List<Subscriber> subscribers;
    private final Transactions transactions;
    private final Sql sql;

    Inbox(@All List<Subscriber> subscribers, Transactions transactions, Sql sql) {
        this.subscribers = subscribers;
        this.transactions = transactions;
        this.sql = sql;
    }

    /// Everything this service listens to.
    Set<EventType> types() {
        return subscribers.stream()
                .flatMap(subscriber -> subscriber.types().stream())
                .collect(Collectors.toSet());
    }

    /// @return whether the fact was new
    Uni<Boolean> take(Event event) {
        return transactions.run(
                () ->
                        sql.update(REMEMBER, event.id())
                                .map(inserted -> inserted == 1)
                                .call(
                                        isNew ->
                                                isNew
                                                        ? deliver(event)
                                                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> deliver(Event event) {
        var delivery = Uni.createFrom().voidItem();
        for (var subscriber : subscribers) {
            if (subscriber.types().contains(event.type())) {
                delivery = delivery.chain(() -> subscriber.on(event));
            }
        }
        return delivery;
    }
}
