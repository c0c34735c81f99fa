package io.leadflip.platform.stream;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// `XREADGROUP` and its kin on a connection that nobody else uses, of a client of its own: a shared
/// pool might lend a connection again on which a read still waits.
///
/// A read that brings no answer in time is not waited for: the connection may be half open, so it
/// is given up with whatever the server may still send on it; what was given out that way is found
/// in the pending list.
final class RedisGroupReader implements GroupReader {
    private static final String CONSUMER = "reader";

    /// Never made: what is asked of it is answered with its absence, by whoever may ask.
    private static final String NO_GROUP = "probe";

    private final Redis client;
    private final RedisConnection connection;
    private final String group;
    private final Duration answerWithin;
    private final ReadWait waiting;
    private volatile Throwable unacknowledged;

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
    public void tryOut(Collection<String> streams) {
        streams.stream()
                .flatMap(stream -> Stream.of(read(stream), acknowledge(stream)))
                .map(connection::send)
                .toList()
                .forEach(this::requireAllowed);
    }

    private void requireAllowed(Future<Response> answer) {
        try {
            await(answer, answerWithin);
        } catch (StreamsUnavailableException e) {
            if (!e.getMessage().startsWith("NOGROUP")) {
                throw e;
            }
        }
    }

    private static Request read(String stream) {
        return Request.cmd(Command.XREADGROUP)
                .arg("GROUP")
                .arg(NO_GROUP)
                .arg(CONSUMER)
                .arg("COUNT")
                .arg("1")
                .arg("STREAMS")
                .arg(stream)
                .arg(">");
    }

    private static Request acknowledge(String stream) {
        return Request.cmd(Command.XACK).arg(stream).arg(NO_GROUP).arg("0-1");
    }

    @Override
    public boolean hasGroup(String stream) {
        try {
            ask(Request.cmd(Command.XPENDING).arg(stream).arg(group));
            return true;
        } catch (StreamsUnavailableException e) {
            if (e.getMessage().contains("NOGROUP")) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void join(String stream) {
        try {
            ask(
                    Request.cmd(Command.XGROUP)
                            .arg("CREATE")
                            .arg(stream)
                            .arg(group)
                            .arg("0")
                            .arg("MKSTREAM"));
        } catch (StreamsUnavailableException e) {
            if (!e.getMessage().contains("BUSYGROUP")) {
                throw e;
            }
        }
    }

    @Override
    public StreamBatch pending(String stream, int max) {
        var found = GroupReply.batches(ask(readGroup(List.of(stream), "0", max, Duration.ZERO)));
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
                        GroupReply.batches(
                                ask(
                                        readGroup(streams, ">", max, block),
                                        answerWithin.plus(block))));
    }

    @Override
    public void acknowledge(String stream, List<String> ids) {
        var request = Request.cmd(Command.XACK).arg(stream).arg(group);
        ids.forEach(request::arg);
        connection.send(request).onFailure(failure -> unacknowledged = failure);
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
        if (block.toMillis() > 0) {
            request.arg("BLOCK").arg(Long.toString(block.toMillis()));
        }
        request.arg("STREAMS");
        streams.forEach(request::arg);
        streams.forEach(stream -> request.arg(from));
        return request;
    }

    private Response ask(Request request) {
        return ask(request, answerWithin);
    }

    /// Answers come in the order of what was asked: by now every acknowledgement before it has its
    /// own.
    private Response ask(Request request, Duration within) {
        var answer = await(connection.send(request), within);
        var failure = unacknowledged;
        if (failure != null) {
            throw new StreamsUnavailableException(
                    "not acknowledged: " + failure.getMessage(), failure);
        }
        return answer;
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
