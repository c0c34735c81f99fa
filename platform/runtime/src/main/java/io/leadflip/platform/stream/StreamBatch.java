package io.leadflip.platform.stream;

import io.leadflip.contracts.event.EventEntry;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// What one read brought from one stream.
///
/// @param entries in the stream's order
/// @param settled ids of the entries whose fate is in Postgres; grows while the batch is handled
record StreamBatch(String stream, List<Entry> entries, List<String> settled) {
    record Entry(String id, EventEntry event) {}

    /// The reply of `XREADGROUP`: under RESP3 a map of stream to entries, under RESP2 a list of
    /// pairs; both are read.
    static List<StreamBatch> read(Response reply) {
        var batches = new ArrayList<StreamBatch>();
        if (isMap(reply)) {
            reply.getKeys().forEach(stream -> batches.add(batch(stream, reply.get(stream))));
        } else {
            reply.forEach(pair -> batches.add(batch(pair.get(0).toString(), pair.get(1))));
        }
        batches.removeIf(batch -> batch.entries().isEmpty());
        return batches;
    }

    private static boolean isMap(Response reply) {
        return reply.type() == ResponseType.MULTI
                && reply.getKeys() != null
                && !reply.getKeys().isEmpty();
    }

    private static StreamBatch batch(String stream, Response entries) {
        var read = new ArrayList<Entry>();
        for (var entry : entries) {
            read.add(new Entry(entry.get(0).toString(), new EventEntry(fields(entry.get(1)))));
        }
        return new StreamBatch(stream, read, new ArrayList<>());
    }

    /// An entry that was trimmed while it was pending has no fields any more.
    private static LinkedHashMap<String, String> fields(Response flat) {
        var fields = new LinkedHashMap<String, String>();
        if (flat != null) {
            for (var i = 0; i + 1 < flat.size(); i += 2) {
                fields.put(flat.get(i).toString(), flat.get(i + 1).toString());
            }
        }
        return fields;
    }
}
