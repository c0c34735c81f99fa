package io.leadflip.platform.outbox;

import io.leadflip.contracts.event.Domain;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.Source;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/// One row of the outbox, to be told. Another version of the service may have appended it: type and
/// domain are told as they stand there, known here or not.
///
/// @param data JSON text as it was appended
/// @param age since the transaction that appended it began
record UntoldFact(
        long position,
        UUID id,
        String type,
        String domain,
        String subject,
        long sequence,
        String partitionKey,
        Instant time,
        String traceparent,
        String data,
        Duration age) {
    static UntoldFact of(Row row) {
        return new UntoldFact(
                row.getLong("position"),
                row.getUUID("id"),
                row.getString("type"),
                domain(row),
                row.getString("subject"),
                row.getLong("sequence"),
                row.getString("partition_key"),
                row.get(OffsetDateTime.class, "time").toInstant(),
                row.getString("traceparent"),
                row.getString("data"),
                Duration.ofMillis((long) (row.getNumeric("age").doubleValue() * 1000)));
    }

    /// Rows of before have none; what nobody knows any more hung on a lead most likely.
    private static String domain(Row row) {
        var domain = row.getString("domain");
        return domain == null
                ? EventType.ofWire(row.getString("type"))
                        .map(EventType::domain)
                        .orElse(Domain.LEAD)
                        .wire()
                : domain;
    }

    EventEntry entry(Source source) {
        return EventEntry.of(
                id, source, type, time, subject, partitionKey, sequence, traceparent, data);
    }
}
