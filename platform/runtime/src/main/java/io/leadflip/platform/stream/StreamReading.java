package io.leadflip.platform.stream;

import io.leadflip.platform.problem.FailureDescription;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import org.jboss.logging.Logger;

/// Runs this process's reader from start to drain, and keeps its leases beside it, so that settling
/// that takes its time does not cost the partition.
@ApplicationScoped
public class StreamReading {
    private static final Logger LOG = Logger.getLogger(StreamReading.class);

    private final StreamReader reader;
    private final ReaderHealth health = new ReaderHealth();
    private final StreamTopology topology;
    private final PartitionLeases leases;
    private final Subscriptions subscriptions;
    private final StreamConfig config;
    private volatile boolean stopped;
    private volatile Thread thread;

    StreamReading(
            StreamLog log,
            PartitionLeases leases,
            BatchSettlement settlement,
            StreamTopology topology,
            Subscriptions subscriptions,
            StreamConfig config) {
        this.reader =
                new StreamReader(log, leases, settlement, config, subscriptions.group(), health);
        this.topology = topology;
        this.leases = leases;
        this.subscriptions = subscriptions;
        this.config = config;
    }

    void start(@Observes @Priority(2000) StartupEvent event) {
        if (reads()) {
            thread = Thread.ofVirtual().name("stream-reader").start(this::run);
            Thread.ofVirtual().name("lease-keeper").start(this::keepLeases);
        }
    }

    void drain(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        awaitEnd();
    }

    void stop(@Observes @Priority(10) Shutdown event) throws InterruptedException {
        awaitEnd();
    }

    private void awaitEnd() throws InterruptedException {
        stopped = true;
        reader.stop();
        if (thread != null) {
            thread.join(config.block().plus(config.handlingTimeout()));
        }
    }

    /// Whether this process reads at all.
    boolean reads() {
        return config.consume() && !subscriptions.types().isEmpty();
    }

    /// Whether the reader runs, or has nothing to read.
    boolean alive() {
        return thread == null || stopped || thread.isAlive();
    }

    public ReaderHealth health() {
        return health;
    }

    private void run() {
        while (!stopped && !isTopologyConfirmed()) {
            Pause.of(config.block());
        }
        reader.run();
    }

    private boolean isTopologyConfirmed() {
        try {
            topology.confirmed().await().atMost(config.handlingTimeout());
            return true;
        } catch (RuntimeException e) {
            health.failed(e);
            LOG.errorf("Streams are not read: %s", e.getMessage());
            return false;
        }
    }

    private void keepLeases() {
        while (!stopped) {
            Pause.of(config.lease().dividedBy(4));
            try {
                leases.renew();
            } catch (RuntimeException e) {
                LOG.debugf("Leases were not renewed: %s", FailureDescription.brief(e));
            }
        }
    }
}
