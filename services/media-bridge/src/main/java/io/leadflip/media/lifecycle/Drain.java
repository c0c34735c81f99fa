package io.leadflip.media.lifecycle;

import io.leadflip.media.live.BridgeConfig;
import io.leadflip.media.live.FaultText;
import io.leadflip.media.live.LiveCalls;
import io.leadflip.media.live.Orchestrator;
import io.leadflip.media.stream.Announcement;
import io.leadflip.media.stream.RedisFacts;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/// Lets the process end without cutting anybody off: no new streams, live calls go on to their own
/// end within a grace, then what was told and heard is handed on.
@ApplicationScoped
class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final Duration LAST_ANNOUNCEMENT = Duration.ofSeconds(2);
    private static final Duration LAST_FACTS = Duration.ofSeconds(10);
    private static final Duration LAST_GOODBYES = Duration.ofSeconds(3);
    private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

    private final LiveCalls calls;
    private final RedisFacts facts;
    private final Orchestrator orchestrator;
    private final Announcement announcement;
    private final BridgeConfig config;

    Drain(
            LiveCalls calls,
            RedisFacts facts,
            Orchestrator orchestrator,
            Announcement announcement,
            BridgeConfig config) {
        this.calls = calls;
        this.facts = facts;
        this.orchestrator = orchestrator;
        this.announcement = announcement;
        this.config = config;
    }

    /// Returns when nothing is left to wait for, or grace is over. Everything still answers
    /// meanwhile.
    void end() {
        calls.drain();
        announce();
        LOG.infof("Draining: live=%d", calls.active());
        if (!met(() -> calls.active() == 0, config.drainGrace())) {
            LOG.warnf("Grace is over: live=%d", calls.active());
            calls.shutDown();
            met(() -> calls.active() == 0, LAST_GOODBYES);
        }
        handOver();
    }

    /// Whatever way the process ends, Redis gets what was told, and the orchestrator the opt-outs.
    void ended(@Observes @Priority(1) ShutdownEvent event) {
        calls.drain();
        handOver();
    }

    private void handOver() {
        if (!met(() -> facts.waiting() == 0 && orchestrator.wishesWaiting() == 0, LAST_FACTS)) {
            LOG.errorf(
                    "Not handed over: facts=%d wishes=%d",
                    facts.waiting(), orchestrator.wishesWaiting());
        }
    }

    private void announce() {
        try {
            announcement.announce().await().atMost(LAST_ANNOUNCEMENT);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "The end of this bridge could not be announced; its key fades by itself: %s",
                    FaultText.of(e));
        }
    }

    /// Runs on the thread that stops the process, which has nothing else to do.
    private static boolean met(BooleanSupplier condition, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }
}
