package io.leadflip.bench.events.floor;

import io.leadflip.bench.events.sample.SampleEvents;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import java.util.Map;

/// How an event lies in an entry of the floor.
enum EntryShape {
    /// As the delivery layer lays it: one field an attribute.
    FIELDS {
        @Override
        Map<String, String> fields(Event event) {
            return EventEntry.of(event).fields();
        }
    },
    /// The cheapest there is: all of it in one field.
    SINGLE {
        @Override
        Map<String, String> fields(Event event) {
            return Map.of("e", SampleEvents.structured(event));
        }
    };

    abstract Map<String, String> fields(Event event);
}
