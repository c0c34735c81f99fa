package io.leadflip.bench.voice.relay;

import io.leadflip.bench.kit.probe.ProcessTree;
import io.leadflip.bench.voice.sim.Stage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A contestant's process on its own core.
public final class Relay implements AutoCloseable {
    private static final Duration SLOWEST_START = Duration.ofSeconds(60);

    private final Recipe recipe;
    private final Process process;
    private final ProcessTree tree;

    /// How a contestant is started.
    ///
    /// @param gcLog where a virtual machine writes its collections; null for others
    public record Recipe(
            String name,
            List<String> command,
            Map<String, String> environment,
            Stage.Line line,
            Path log,
            Path gcLog) {}

    private Relay(Recipe recipe, Process process) {
        this.recipe = recipe;
        this.process = process;
        this.tree = new ProcessTree(process.pid());
    }

    /// It does not outlive this process, however that ends.
    ///
    /// @param core the only one it may use
    public static Relay start(Recipe recipe, int core) throws IOException {
        List<String> command = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
        command.addAll(recipe.command());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true).redirectOutput(recipe.log().toFile());
        builder.environment().putAll(recipe.environment());
        Relay relay = new Relay(recipe, builder.start());
        Runtime.getRuntime().addShutdownHook(new Thread(relay.process::destroy));
        relay.awaitPort();
        return relay;
    }

    private void awaitPort() throws IOException {
        long deadline = System.nanoTime() + SLOWEST_START.toNanos();
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                process.destroyForcibly();
                throw new IOException(recipe.name() + " did not start; see " + recipe.log());
            }
            pause();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", recipe.line().port()), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public String name() {
        return recipe.name();
    }

    public Stage.Line line() {
        return recipe.line();
    }

    public double cpuSeconds() {
        return tree.seconds();
    }

    public double residentKb() {
        return tree.residentBytes() / 1024.0;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    public int exitCode() {
        return process.exitValue();
    }

    /// Open files, sockets among them; 0 where the machine does not tell.
    public long openFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return files.count();
        } catch (IOException e) {
            return 0;
        }
    }

    /// Bytes allocated so far, as the virtual machine's log of collections tells; negative for
    /// others.
    public double allocated() {
        return recipe.gcLog() == null ? -1 : GcLog.allocated(recipe.gcLog());
    }

    /// Asks it to end, as an orchestrator of containers does.
    public void terminate() {
        process.destroy();
    }

    @Override
    public void close() {
        try {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
