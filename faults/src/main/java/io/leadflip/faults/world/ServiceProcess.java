package io.leadflip.faults.world;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One instance of a service, as packaged.
public final class ServiceProcess {
    private static final Duration READY = Duration.ofSeconds(180);
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Service service;
    private final OwnedProcess process;
    private final Probe probe;

    ServiceProcess(
            Home home,
            Service service,
            String name,
            Map<String, String> environment,
            Optional<Path> clock,
            List<String> flags,
            Path logs) {
        this.service = service;
        Map<String, String> all = new HashMap<>(environment);
        clock.ifPresent(file -> all.putAll(clockOf(home, file)));
        process =
                new OwnedProcess(
                        name,
                        command(home, service, flags),
                        all,
                        logs.resolve(name + ".log"),
                        home.pids());
        probe = new Probe("http://127.0.0.1:" + environment.get("PORT") + "/q/health/ready");
    }

    private static List<String> command(Home home, Service service, List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(home.java());
        command.addAll(home.jvmFlags());
        command.addAll(flags);
        command.add("-jar");
        command.add(home.app().resolve(service.wire()).resolve("quarkus-run.jar").toString());
        return command;
    }

    /// What libfaketime reads: the offset stands in a file and is looked at every second. Monotonic
    /// time goes on as it does, as it would when somebody sets a machine's clock; its fix for waits
    /// on monotonic time must be off, or every such wait of the JVM takes seconds too long.
    private static Map<String, String> clockOf(Home home, Path file) {
        return Map.of(
                "LD_PRELOAD", home.fakeTime().orElseThrow(),
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    public Service service() {
        return service;
    }

    public void start() {
        process.start();
    }

    /// `kill -9`, and started again at once.
    public void killAndRestart() {
        process.kill();
        process.start();
    }

    /// `SIGSTOP`: it holds what it holds and does nothing.
    public void pause() {
        process.signal("STOP");
    }

    /// `SIGCONT`: it goes on as if no time had passed.
    public void resume() {
        process.signal("CONT");
    }

    public boolean ready() {
        return probe.ok();
    }

    public boolean alive() {
        return process.alive();
    }

    public void awaitReady() {
        Waiting.until(
                READY,
                process.name() + " to be ready, see " + process.log(),
                () -> {
                    if (!process.alive()) {
                        throw new IllegalStateException(
                                process.name() + " ended by itself, see " + process.log());
                    }
                    return ready();
                });
    }

    /// Ends it; a run's services need not be asked politely.
    void close() {
        process.kill();
    }

    /// Ends it in order, as a rollout does; what it keeps at its end it has then written.
    public void stop() {
        process.stop(PATIENCE);
    }
}
