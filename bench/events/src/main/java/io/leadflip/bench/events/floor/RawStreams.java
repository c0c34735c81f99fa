package io.leadflip.bench.events.floor;

import io.leadflip.bench.events.sample.SampleEvents;
import io.leadflip.contracts.event.EventStreams;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// `XADD` in pipelines on one connection, `XREADGROUP` and `XACK` on another; the commands are put
/// together before the clock runs.
final class RawStreams implements AutoCloseable {
    private static final String GROUP = "floor";
    private static final int DIFFERENT_EVENTS = 4096;
    private static final int PIPELINE = 256;
    private static final int PIPELINES_IN_FLIGHT = 4;
    private static final String READ_AT_MOST = "512";

    private final Vertx vertx = Vertx.vertx();
    private final Redis redis;
    private final RedisConnection writing;
    private final RedisConnection reading;
    private final List<String> streams;
    private final Map<EntryShape, List<List<Request>>> pipelines = new EnumMap<>(EntryShape.class);

    RawStreams(String url, int count) {
        this.redis =
                Redis.createClient(
                        vertx,
                        new RedisOptions()
                                .setConnectionString(url)
                                .setMaxPoolSize(2)
                                .setPoolRecycleTimeout(-1));
        this.writing = await(redis.connect());
        this.reading = await(redis.connect());
        this.streams = IntStream.range(0, count).mapToObj("floor:{%d}"::formatted).toList();
        for (var shape : EntryShape.values()) {
            pipelines.put(shape, pipelines(shape));
        }
    }

    void create() {
        for (var stream : streams) {
            send(
                    Request.cmd(Command.XGROUP)
                            .arg("CREATE")
                            .arg(stream)
                            .arg(GROUP)
                            .arg("0")
                            .arg("MKSTREAM"));
        }
    }

    void produce(EntryShape shape, int events) {
        var prepared = pipelines.get(shape);
        var inFlight = new ArrayDeque<Future<List<Response>>>();
        var sent = 0;
        for (var next = 0; sent < events; next++) {
            var pipeline = prepared.get(next % prepared.size());
            var portion = pipeline.subList(0, Math.min(pipeline.size(), events - sent));
            inFlight.add(writing.batch(portion));
            sent += portion.size();
            if (inFlight.size() == PIPELINES_IN_FLIGHT) {
                await(inFlight.remove());
            }
        }
        inFlight.forEach(RawStreams::await);
    }

    void consume(int events) {
        var acknowledged = new ArrayList<Future<Response>>();
        for (var consumed = 0; consumed < events; ) {
            var reply = await(reading.send(read()));
            if (reply != null) {
                for (var stream : reply.getKeys()) {
                    var entries = reply.get(stream);
                    acknowledged.add(reading.send(acknowledge(stream, entries)));
                    consumed += entries.size();
                }
            }
        }
        acknowledged.forEach(RawStreams::await);
    }

    void delete() {
        var request = Request.cmd(Command.DEL);
        streams.forEach(request::arg);
        send(request);
    }

    private Request read() {
        var request = Request.cmd(Command.XREADGROUP).arg("GROUP").arg(GROUP).arg("reader");
        request.arg("COUNT").arg(READ_AT_MOST).arg("BLOCK").arg("1000").arg("STREAMS");
        streams.forEach(request::arg);
        streams.forEach(stream -> request.arg(">"));
        return request;
    }

    private static Request acknowledge(String stream, Response entries) {
        var request = Request.cmd(Command.XACK).arg(stream).arg(GROUP);
        entries.forEach(entry -> request.arg(entry.get(0).toString()));
        return request;
    }

    private List<List<Request>> pipelines(EntryShape shape) {
        var samples = new SampleEvents();
        var partitions = new EventStreams("floor", streams.size());
        var requests = new ArrayList<Request>();
        for (var index = 0; index < DIFFERENT_EVENTS; index++) {
            var event = samples.event(index);
            var home = partitions.of(event.data());
            var partition = partitions.of(event.type().domain()).indexOf(home);
            var request = Request.cmd(Command.XADD).arg(streams.get(partition)).arg("*");
            shape.fields(event).forEach((name, value) -> request.arg(name).arg(value));
            requests.add(request);
        }
        return IntStream.range(0, DIFFERENT_EVENTS / PIPELINE)
                .mapToObj(i -> requests.subList(i * PIPELINE, (i + 1) * PIPELINE))
                .toList();
    }

    private void send(Request request) {
        await(writing.send(request));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        redis.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
