package io.leadflip.platform.stream;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventType;
import io.smallrye.mutiny.Uni;
import java.util.Set;

/// Takes facts in. Each fact is handled once: its inbox row, the subscriber's changes and new
/// outbox and work rows are one transaction.
///
/// A subscriber talks to nobody outside; what is slow or outside becomes a work row.
public interface Subscriber {
    Set<EventType> types();

    /// Runs inside the transaction. A failure rolls it back; the fact is tried again later and
    /// later facts of its key wait behind it. A [PoisonException] makes it a dead letter at once.
    Uni<Void> on(Event event);
}
