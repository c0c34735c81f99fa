package io.leadflip.faults.world;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// The run's own Redis, in the foreground as a process of ours.
public final class RedisServer {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Runs Redis where its data folder is a small disk of its own, gone with the process.
    private static final String ON_A_SMALL_DISK =
            "mount -t tmpfs -o size=%s tmpfs \"$0\" && exec \"$@\"";

    private final Home home;
    private final Vertx vertx;
    private final Path logs;
    private OwnedProcess process;

    RedisServer(Home home, Vertx vertx, Path logs) {
        this.home = home;
        this.vertx = vertx;
        this.logs = logs;
    }

    /// Starts with what the data folder holds. With `keep` every write is in the append-only file
    /// within a second, otherwise nothing is ever written.
    public void start(boolean keep) {
        start(server(keep));
    }

    /// Keeps the append-only file as it is at this moment, in the middle of whatever is being
    /// written.
    public void keepCopy() {
        copy(data(), copied());
    }

    /// Starts with what was kept, and with nothing that came later.
    public void startFromCopy() {
        copy(copied(), data());
        start(true);
    }

    private Path copied() {
        return home.data().resolve("redis-copy");
    }

    /// Makes one folder the image of another.
    static void copy(Path from, Path to) {
        try {
            World.clear(to);
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = to.resolve(from.relativize(file));
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The data of Redis cannot be copied", e);
        }
    }

    /// Starts with its data on a disk of `size`, such as `64m`. Needs the right to mount.
    public void startOnSmallDisk(String size) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "unshare",
                                "-m",
                                "sh",
                                "-c",
                                ON_A_SMALL_DISK.formatted(size),
                                data().toString()));
        command.addAll(server(true));
        start(command);
    }

    private void start(List<String> command) {
        process =
                new OwnedProcess(
                        "redis", command, Map.of(), logs.resolve("redis.log"), home.pids());
        process.start();
        Waiting.until(PATIENCE, "Redis to answer, see " + process.log(), this::answers);
    }

    private List<String> server(boolean keep) {
        return List.of(
                home.get("FAULTS_REDIS_SERVER"),
                "--bind",
                "127.0.0.1",
                "--port",
                String.valueOf(home.port("redis")),
                "--dir",
                data().toString(),
                "--save",
                "",
                "--appendonly",
                keep ? "yes" : "no",
                "--appendfsync",
                "everysec");
    }

    Path data() {
        return home.data().resolve("redis");
    }

    /// The data folder as the running server sees it.
    public Path dataSeenByServer() {
        return Path.of("/proc", String.valueOf(process.pid()), "root")
                .resolve(Path.of("/").relativize(data()));
    }

    /// `kill -9`.
    public void kill() {
        process.kill();
    }

    private boolean answers() {
        try {
            return "PONG".equals(send("PING").toString());
        } catch (IllegalStateException e) {
            if (!process.alive()) {
                throw new IllegalStateException("Redis ended, see " + process.log(), e);
            }
            return false;
        }
    }

    /// One command on a connection of its own, which passes no proxy.
    public Response send(String command, Object... arguments) {
        try (Session session = session()) {
            return session.send(command, arguments);
        }
    }

    /// A connection for many commands.
    public Session session() {
        return new Session(Redis.createClient(vertx, "redis://127.0.0.1:" + home.port("redis")));
    }

    void close() {
        if (process != null) {
            process.kill();
        }
    }

    /// A connection that passes no proxy.
    public static final class Session implements AutoCloseable {
        private final Redis client;
        private final RedisConnection connection;

        Session(Redis client) {
            this.client = client;
            try {
                connection = await(client.connect());
            } catch (IllegalStateException e) {
                client.close();
                throw e;
            }
        }

        public Response send(String command, Object... arguments) {
            Request request = Request.cmd(Command.create(command.toLowerCase(Locale.ROOT)));
            for (Object argument : arguments) {
                request.arg(String.valueOf(argument));
            }
            return await(connection.send(request));
        }

        private static <T> T await(Future<T> answer) {
            try {
                return answer.toCompletionStage()
                        .toCompletableFuture()
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while Redis was asked", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("Redis: " + e.getCause().getMessage(), e);
            } catch (TimeoutException e) {
                throw new IllegalStateException("Redis does not answer", e);
            }
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
