package io.leadflip.faults.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One process of ours: started, killed, paused by its exact pid. Its pid is also written where the
/// scripts look, so that `make down` finds what a killed run left behind.
final class OwnedProcess {
    private static final Duration DEATH = Duration.ofSeconds(10);

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private final Path pidFile;
    private Process process;

    OwnedProcess(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path log,
            Path pids) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
        this.pidFile = pids.resolve(name + ".pid");
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    synchronized void start() {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(Path.of("/").toFile())
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
            Files.writeString(pidFile, process.pid() + "\n" + bornAt(process.pid()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be started", e);
        }
    }

    /// The start time as the kernel counts it, field 22 of its `stat`: a pid alone may be reused.
    private static String bornAt(long pid) throws IOException {
        Path stat = Path.of("/proc", String.valueOf(pid), "stat");
        if (!Files.isReadable(stat)) {
            return "";
        }
        String text = Files.readString(stat);
        return text.substring(text.lastIndexOf(") ") + 2).split(" ")[19];
    }

    synchronized boolean alive() {
        return process != null && process.isAlive();
    }

    synchronized long pid() {
        return process.pid();
    }

    /// `kill -9`; returns when it is dead.
    synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd(DEATH);
            forget();
        }
    }

    /// Asks it to end and kills it when it has not after `patience`.
    synchronized void stop(Duration patience) {
        if (alive()) {
            process.destroy();
            awaitEnd(patience);
        }
        kill();
    }

    /// Sends a signal by its name, such as `STOP`, `CONT` or `QUIT`.
    synchronized void signal(String signal) {
        try {
            Process kill =
                    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                            .redirectErrorStream(true)
                            .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException(name + " did not take the signal " + signal);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether it ended within this time.
    synchronized boolean awaitEnd(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
