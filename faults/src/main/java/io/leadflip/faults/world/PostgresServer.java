package io.leadflip.faults.world;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The run's own PostgreSQL, in the foreground as a process of ours.
public final class PostgresServer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Processes die here, machines do not: what PostgreSQL has written is safe with the operating
    /// system, and waiting for the disk would only take the processor from everybody else.
    private static final List<String> SETTINGS =
            List.of(
                    "listen_addresses=127.0.0.1",
                    "unix_socket_directories=",
                    "max_connections=200",
                    "fsync=off",
                    "max_wal_size=4GB",
                    "checkpoint_timeout=30min");

    private final Database database;
    private final OwnedProcess process;

    PostgresServer(Home home, Database database, Path logs) {
        this.database = database;
        process =
                new OwnedProcess(
                        "postgres",
                        command(home),
                        Map.of(),
                        logs.resolve("postgres.log"),
                        home.pids());
    }

    /// The server refuses to run as root, so the scripts may name a program to start it by.
    private static List<String> command(Home home) {
        List<String> command = new ArrayList<>(home.words("FAULTS_POSTGRES_AS"));
        command.addAll(
                List.of(
                        Path.of(home.get("FAULTS_POSTGRES_BIN"), "postgres").toString(),
                        "-D",
                        home.get("FAULTS_POSTGRES_DATA"),
                        "-p",
                        String.valueOf(home.port("postgres"))));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    /// Returns when it answers; after a crash that is after its recovery.
    public void start() {
        process.start();
        Waiting.until(PATIENCE, "PostgreSQL to answer, see " + process.log(), database::answers);
    }

    /// `pg_ctl stop -m immediate`: all sessions end at once, nothing is written; a crash.
    public void stopImmediately() {
        process.signal("QUIT");
        if (!process.awaitEnd(PATIENCE)) {
            throw new IllegalStateException("PostgreSQL survived an immediate stop");
        }
    }

    void close() {
        if (process.alive()) {
            process.signal("INT");
            process.awaitEnd(Duration.ofSeconds(20));
        }
        process.kill();
    }
}
