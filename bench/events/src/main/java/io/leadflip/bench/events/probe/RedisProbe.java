package io.leadflip.bench.events.probe;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Looks into the benchmark's Redis from beside the contestants.
public final class RedisProbe implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Redis redis;

    public RedisProbe(String url) {
        this.redis = Redis.createClient(vertx, url);
    }

    public RedisState state() {
        return RedisState.of(info("commandstats"), info("stats"), info("memory"));
    }

    public long usedMemory() {
        return RedisInfo.of(info("memory")).number("used_memory");
    }

    public String version() {
        return RedisInfo.of(info("server")).text("redis_version");
    }

    /// Between two measurements: what was written is compacted now rather than during one.
    public void compact() {
        send("BGREWRITEAOF");
        while (RedisInfo.of(info("persistence")).number("aof_rewrite_in_progress") == 1
                || RedisInfo.of(info("persistence")).number("aof_rewrite_scheduled") == 1) {
            pause();
        }
    }

    /// Whether the server compacts its file by itself when it has doubled.
    public void compactByItself(boolean wanted) {
        send("CONFIG", "SET", "auto-aof-rewrite-percentage", wanted ? "100" : "0");
    }

    /// Empties streams whose entries are all handled.
    public void emptyStreams(String prefix) {
        for (var key : send("KEYS", prefix + "*")) {
            if ("stream".equals(send("TYPE", key.toString()).toString())) {
                send("XTRIM", key.toString(), "MAXLEN", "0");
            }
        }
    }

    /// Entries in all streams under a prefix.
    public long streamLength(String prefix) {
        return send("KEYS", prefix + "*").stream()
                .map(Response::toString)
                .filter(key -> "stream".equals(send("TYPE", key).toString()))
                .mapToLong(key -> send("XLEN", key).toLong())
                .sum();
    }

    /// Connections that clients hold, this probe's own aside.
    public long connections() {
        return RedisInfo.of(info("clients")).number("connected_clients") - 1;
    }

    private String info(String section) {
        return send("INFO", section).toString();
    }

    private Response send(String command, String... arguments) {
        var request = Request.cmd(Command.create(command));
        Stream.of(arguments).forEach(request::arg);
        return redis.send(request).toCompletionStage().toCompletableFuture().join();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        redis.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /// Commands that only look, and so are nobody's work.
    static final List<String> OURS = List.of("info", "keys", "type", "xlen", "config|set");
}
