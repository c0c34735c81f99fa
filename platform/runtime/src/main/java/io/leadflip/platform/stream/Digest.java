package io.leadflip.platform.stream;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.Recognition;
import java.util.Set;

/// What an entry is to this service, before anything is done with it.
sealed interface Digest {
    /// Of a type nobody here listens to, or removed while it was pending.
    record Irrelevant() implements Digest {}

    /// Of a type somebody here listens to, or of none that is ours, and not readable, or told the
    /// way another version tells it; no further try changes that.
    record Poison(EventEntry entry, String reason) implements Digest {}

    record Readable(EventEntry entry, Event event) implements Digest {}

    static Digest of(EventEntry entry, Set<EventType> types) {
        return switch (entry.recognised()) {
            case Recognition.Known(var type) ->
                    types.contains(type) ? read(entry) : new Irrelevant();
            case Recognition.OtherVersion other ->
                    types.contains(other.type())
                            ? new Poison(entry, other.reason())
                            : new Irrelevant();
            case Recognition.Unheard unheard -> new Irrelevant();
            case Recognition.Foreign foreign ->
                    entry.fields().isEmpty() ? new Irrelevant() : read(entry);
        };
    }

    private static Digest read(EventEntry entry) {
        try {
            return new Readable(entry, entry.event());
        } catch (EventEntry.MalformedEntryException e) {
            return new Poison(entry, e.getMessage());
        }
    }
}
