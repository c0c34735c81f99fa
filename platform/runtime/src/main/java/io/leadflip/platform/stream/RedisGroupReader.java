package io.leadflip.platform.stream;

import io.leadflip.contracts.event.EventEntry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `XREADGROUP` and its kin on a connection that nobody else uses, of a client of its own: a shared
/// pool might lend a connection again on which a read still waits.
///
/// A read that brings no answer in time is not waited for: the connection may be half open, so it
/// is given up with whatever the server may still send on it; what was given out that way is found
/// in the pending list.
final class RedisGroupReader implements GroupReader {
    private static final String CONSUMER = "reader";
    private static final Buffer[] NAMES =
            EventEntry.NAMES.stream().map(Buffer::buffer).toArray(Buffer[]::new);

    private final Redis client;
    private final RedisConnection connection;
    private final String group;
    private final Duration answerWithin;
    private final ReadWait waiting;

    private RedisGroupReader(
            Redis client,
            RedisConnection connection,
            String group,
            Duration answerWithin,
            ReadWait waiting) {
        this.client = client;
        this.connection = connection;
        this.group = group;
        this.answerWithin = answerWithin;
        this.waiting = waiting;
    }

    /// @param client is closed with the reader
    static GroupReader connect(Redis client, String group, StreamConfig config) {
        try {
            var connection = await(client.connect(), config.watchdog());
            var probe = ReadWait.probe(config);
            return new RedisGroupReader(
                    client,
                    connection,
                    group,
                    config.watchdog(),
                    ReadWait.after(() -> await(connection.send(probe), config.watchdog()), config));
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    @Override
    public boolean join(String stream) {
        try {
            ask(
                    Request.cmd(Command.XGROUP)
                            .arg("CREATE")
                            .arg(stream)
                            .arg(group)
                            .arg("0")
                            .arg("MKSTREAM"));
            return true;
        } catch (StreamsUnavailableException e) {
            if (e.getMessage().contains("BUSYGROUP")) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public StreamBatch pending(String stream, int max) {
        var found = batches(ask(readGroup(List.of(stream), "0", max, Duration.ZERO)));
        return new StreamBatch(
                stream,
                found.isEmpty()
                        ? List.of()
                        : counted(found.getFirst().entries(), deliveries(stream, max)));
    }

    private static List<StreamBatch.Entry> counted(
            List<StreamBatch.Entry> entries, Map<String, Integer> deliveries) {
        return entries.stream()
                .map(
                        entry ->
                                new StreamBatch.Entry(
                                        entry.id(),
                                        entry.event(),
                                        deliveries.getOrDefault(entry.id(), 1)))
                .toList();
    }

    private Map<String, Integer> deliveries(String stream, int max) {
        var pending =
                ask(
                        Request.cmd(Command.XPENDING)
                                .arg(stream)
                                .arg(group)
                                .arg("-")
                                .arg("+")
                                .arg(Integer.toString(max))
                                .arg(CONSUMER));
        var deliveries = new HashMap<String, Integer>();
        pending.forEach(row -> deliveries.put(row.get(0).toString(), row.get(3).toInteger()));
        return deliveries;
    }

    @Override
    public List<StreamBatch> news(Collection<String> streams, int max, Duration wait) {
        return waiting.read(
                wait,
                block ->
                        batches(
                                await(
                                        connection.send(readGroup(streams, ">", max, block)),
                                        answerWithin.plus(block))));
    }

    @Override
    public void acknowledge(String stream, List<String> ids) {
        var request = Request.cmd(Command.XACK).arg(stream).arg(group);
        ids.forEach(request::arg);
        connection.send(request);
    }

    @Override
    public void close() {
        client.close();
    }

    private Request readGroup(Collection<String> streams, String from, int max, Duration block) {
        var request =
                Request.cmd(Command.XREADGROUP)
                        .arg("GROUP")
                        .arg(group)
                        .arg(CONSUMER)
                        .arg("COUNT")
                        .arg(Integer.toString(max));
        if (!block.isZero()) {
            request.arg("BLOCK").arg(Long.toString(block.toMillis()));
        }
        request.arg("STREAMS");
        streams.forEach(request::arg);
        streams.forEach(stream -> request.arg(from));
        return request;
    }

    /// The reply of `XREADGROUP`: under RESP3 a map of stream to entries, under RESP2 a list of
    /// pairs; both are read.
    private static List<StreamBatch> batches(Response reply) {
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

    private Response ask(Request request) {
        return await(connection.send(request), answerWithin);
    }

    private static <T> T await(Future<T> future, Duration within) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new StreamsUnavailableException(String.valueOf(e.getCause().getMessage()), e);
        } catch (TimeoutException e) {
            throw new StreamsUnavailableException("no answer within " + within, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamsUnavailableException("interrupted", e);
        }
    }
}
