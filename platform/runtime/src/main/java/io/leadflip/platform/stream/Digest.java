package io.leadflip.platform.stream;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.EventType;
import java.util.Set;

/// What an entry is to this service, before anything is done with it.
sealed interface Digest {
    /// Of a type nobody here listens to, or removed while it was pending.
    record Irrelevant() implements Digest {}

    /// Of a type somebody here listens to, and not readable; no further try makes it so.
    record Poison(EventEntry entry, String reason) implements Digest {}

    record Readable(EventEntry entry, Event event) implements Digest {}

    static Digest of(EventEntry entry, Set<EventType> types) {
        var type = entry.type();
        if (type.isEmpty() || !types.contains(type.get())) {
            return new Irrelevant();
        }
        try {
            return new Readable(entry, entry.event());
        } catch (EventEntry.MalformedEntryException | RuntimeException e) {
            return new Poison(entry, String.valueOf(e.getMessage()));
        }
    }
}
