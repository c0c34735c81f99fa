package io.leadflip.intake.rest;

import io.leadflip.intake.timeline.LeadFeed;
import io.leadflip.intake.timeline.Timeline;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/// Timeline entries as server-sent events.
final class FeedEvents {
    private FeedEvents() {}

    static Multi<OutboundSseEvent> told(Multi<LeadFeed.Signal> signals, Sse sse) {
        return signals.map(signal -> event(signal, sse));
    }

    private static OutboundSseEvent event(LeadFeed.Signal signal, Sse sse) {
        return switch (signal) {
            case LeadFeed.Signal.Alive alive -> sse.newEventBuilder().comment("alive").build();
            case LeadFeed.Signal.Happened(Timeline.Entry entry) ->
                    sse.newEventBuilder()
                            .id(String.valueOf(entry.id()))
                            .name(entry.kind())
                            .mediaType(MediaType.APPLICATION_JSON_TYPE)
                            .data(Timeline.Entry.class, entry)
                            .build();
        };
    }

    /// What is no number was never an id of ours: then everything is told.
    static long last(String lastEventId) {
        return lastEventId != null && lastEventId.matches("\\d{1,18}")
                ? Long.parseLong(lastEventId)
                : 0;
    }
}
