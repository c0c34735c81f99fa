package io.leadflip.platform.stream;

import io.leadflip.contracts.event.EventEntry;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The reply of `XREADGROUP`: under RESP3 a map of stream to entries, under RESP2 a list of pairs;
/// both are read.
final class GroupReply {
    private static final Buffer[] NAMES =
            EventEntry.NAMES.stream().map(Buffer::buffer).toArray(Buffer[]::new);

    private GroupReply() {}

    static List<StreamBatch> batches(Response reply) {
        var batches = new ArrayList<StreamBatch>();
        if (reply == null) {
            return batches;
        }
        if (isMap(reply)) {
            reply.getKeys().forEach(stream -> batches.add(batch(stream, reply.get(stream))));
        } else {
            reply.forEach(pair -> batches.add(batch(pair.get(0).toString(), pair.get(1))));
        }
        batches.removeIf(StreamBatch::isEmpty);
        return batches;
    }

    private static boolean isMap(Response reply) {
        return reply.type() == ResponseType.MULTI
                && reply.getKeys() != null
                && !reply.getKeys().isEmpty();
    }

    private static StreamBatch batch(String stream, Response entries) {
        var read = new ArrayList<StreamBatch.Entry>(entries.size());
        for (var entry : entries) {
            read.add(new StreamBatch.Entry(entry.get(0).toString(), event(entry.get(1)), 1));
        }
        return new StreamBatch(stream, read);
    }

    /// Names are not read again and again where they are the usual ones.
    private static EventEntry event(Response flat) {
        if (!hasUsualNames(flat)) {
            return new EventEntry(fields(flat));
        }
        var values = new String[NAMES.length];
        for (var i = 0; i < NAMES.length; i++) {
            values[i] = flat.get(2 * i + 1).toString();
        }
        return EventEntry.ofValues(values);
    }

    private static boolean hasUsualNames(Response flat) {
        if (flat == null || flat.size() != 2 * NAMES.length) {
            return false;
        }
        for (var i = 0; i < NAMES.length; i++) {
            if (!NAMES[i].equals(flat.get(2 * i).toBuffer())) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> fields(Response flat) {
        var fields = new LinkedHashMap<String, String>();
        if (flat != null) {
            for (var i = 0; i + 1 < flat.size(); i += 2) {
                fields.put(flat.get(i).toString(), flat.get(i + 1).toString());
            }
        }
        return fields;
    }
}
