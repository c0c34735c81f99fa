package io.leadflip.faults.world;

import io.leadflip.sandbox.checker.Checker;
import io.leadflip.sandbox.net.FreePort;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A whole LeadFlip with an empty memory: its stores, its services, the outside world, and the
/// network between them. Everything is a process of this run and ends with it.
public final class World implements AutoCloseable {
    private final Home home;
    private final Path logs;
    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private final Network network;
    private final PostgresServer postgres;
    private final RedisServer redis;
    private final SandboxProcess sandbox;
    private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
    private final Map<Service, Path> clocks = new EnumMap<>(Service.class);
    private Wiring wiring;
    private ServiceProcess twin;

    private World(Home home, String name, Predicate<Pair> mayBreak) {
        this.home = home;
        this.logs = home.logs().resolve(name);
        database = new Database(home);
        network = new Network(home, mayBreak);
        postgres = new PostgresServer(home, database, logs);
        redis = new RedisServer(home, vertx, logs);
        sandbox = new SandboxProcess(home, logs);
    }

    /// A world not started yet; [#close] ends whatever of it was.
    ///
    /// @param mayBreak the pairs whose network can be broken
    public static World of(Home home, String name, Predicate<Pair> mayBreak) {
        return new World(home, name, mayBreak);
    }

    /// Starts everything and returns when all services are ready.
    ///
    /// @param shape what is different from usual
    public void open(Shape shape) {
        try {
            clear(logs);
            clear(home.data());
            Files.createDirectories(redis.data());
            Files.createDirectories(sandbox.folder());
            postgres.start();
            database.makeAnew();
        } catch (IOException e) {
            throw new UncheckedIOException("The last run's data cannot be removed", e);
        } catch (SQLException e) {
            throw new IllegalStateException("The run's database cannot be made", e);
        }
        switch (shape) {
            case REDIS_KEEPS_NOTHING -> redis.start(false);
            case REDIS_ON_A_SMALL_DISK -> redis.startOnSmallDisk("64m");
            case USUAL, CLOCKS_CAN_JUMP, LEARNING -> redis.start(true);
        }
        sandbox.start();
        wiring =
                new Wiring(
                        home, network, sandbox.reportMailTo(network.http(Pair.MAIL_TO_NOTIFIER)));
        for (Service service : Service.values()) {
            Optional<Path> clock =
                    shape == Shape.CLOCKS_CAN_JUMP ? Optional.of(clock(service)) : Optional.empty();
            AotCache cache = AotCache.of(home, service.wire());
            ServiceProcess process =
                    new ServiceProcess(
                            home,
                            service,
                            service.wire(),
                            wiring.of(service),
                            clock,
                            shape == Shape.LEARNING ? cache.learn() : cache.use(),
                            logs);
            services.put(service, process);
            process.start();
        }
        services.values().forEach(ServiceProcess::awaitReady);
    }

    /// What may be different about a world.
    public enum Shape {
        USUAL,
        REDIS_KEEPS_NOTHING,
        REDIS_ON_A_SMALL_DISK,
        CLOCKS_CAN_JUMP,
        /// Nothing is different, except that the JVMs learn for later starts.
        LEARNING
    }

    /// Whether the services as they are built have learnt what they can.
    public static boolean isTrained(Home home) {
        return Arrays.stream(Service.values())
                .allMatch(service -> AotCache.of(home, service.wire()).exists());
    }

    /// Ends the services of a world that was opened for learning, one after the other.
    public void keepWhatWasLearnt() {
        services.values().forEach(ServiceProcess::stop);
    }

    /// Leaves an empty folder.
    static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }

    private Path clock(Service service) {
        Path file = home.data().resolve(service.wire() + ".clock");
        clocks.put(service, file);
        setClock(service, 0);
        return file;
    }

    /// Sets the clock of one service this many seconds ahead (or back, when negative).
    public void setClock(Service service, long seconds) {
        try {
            Files.writeString(clocks.get(service), "%+ds\n".formatted(seconds));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A second instance of a service beside the first, on ports of its own. Returns when it is
    /// ready.
    public ServiceProcess startTwin(Service service) {
        Map<String, String> environment = new HashMap<>(wiring.of(service));
        environment.put("PORT", String.valueOf(FreePort.find()));
        environment.put("INTERNAL_PORT", String.valueOf(FreePort.find()));
        twin =
                new ServiceProcess(
                        home,
                        service,
                        service.wire() + "-twin",
                        environment,
                        Optional.empty(),
                        AotCache.of(home, service.wire()).use(),
                        logs);
        twin.start();
        twin.awaitReady();
        return twin;
    }

    public ServiceProcess service(Service service) {
        return services.get(service);
    }

    public Collection<ServiceProcess> services() {
        return services.values();
    }

    public Network network() {
        return network;
    }

    public PostgresServer postgres() {
        return postgres;
    }

    public RedisServer redis() {
        return redis;
    }

    public SandboxProcess sandbox() {
        return sandbox;
    }

    public Database database() {
        return database;
    }

    /// Where clients find the API.
    public URI api() {
        return network.http(Pair.CLIENTS_TO_INTAKE);
    }

    /// Where everything that ran here logs to.
    public Path logs() {
        return logs;
    }

    /// Who counts; asks no service.
    public Checker checker() {
        Map<String, String> environment = new HashMap<>(home.environment());
        environment.put("CHECKER_DATABASE_URL", database.url());
        environment.put("SANDBOX_DATA_DIR", sandbox.folder().toString());
        return Checker.of(environment).whenEverybodyWasAnswered();
    }

    @Override
    public void close() {
        services.values().forEach(ServiceProcess::close);
        if (twin != null) {
            twin.close();
        }
        sandbox.close();
        redis.close();
        postgres.close();
        network.close();
        vertx.close();
    }
}
