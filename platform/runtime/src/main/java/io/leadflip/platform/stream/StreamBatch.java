package io.leadflip.platform.stream;

import io.leadflip.contracts.event.EventEntry;
import java.util.List;

/// What one read brought from one stream.
///
/// @param entries in the stream's order
public record StreamBatch(String stream, List<Entry> entries) {
    public StreamBatch {
        entries = List.copyOf(entries);
    }

    /// @param id the stream's id of the entry
    /// @param event without fields when the entry was removed while it was pending
    /// @param deliveries how often it has been given out, this time included
    public record Entry(String id, EventEntry event, int deliveries) {}

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    public List<String> ids() {
        return entries.stream().map(Entry::id).toList();
    }
}
