package io.leadflip.contracts.event;

import java.time.Instant;
import java.util.UUID;

/// One fact with its CloudEvents 1.0 attributes (core specification §3).
///
/// @param id UUIDv7, the same on every re-emission; consumers recognise repeats by it
/// @param source who tells it
/// @param time when it was told
/// @param sequence counts per source and subject, from 1
/// @param traceparent W3C Trace Context; null when nothing was traced
/// @param data the fact itself; gives type, subject and partition key
public record Event(
        UUID id, Source source, Instant time, long sequence, String traceparent, Fact data) {
    public EventType type() {
        return EventType.of(data);
    }

    public String subject() {
        return data.subject();
    }

    public String partitionKey() {
        return data.partitionKey();
    }
}
