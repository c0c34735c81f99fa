package io.leadflip.platform.stream;

import io.leadflip.contracts.event.Domain;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.problem.FailureDescription;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Removes entries that every group has handled and that are old enough. What any group still needs
/// is never removed, however long it waits: a stream that grows is an alarm, not a licence to
/// forget.
@ApplicationScoped
class StreamTrim {
    private static final Logger LOG = Logger.getLogger(StreamTrim.class);

    private final StreamLog log;
    private final StreamConfig config;
    private final PartitionLeases leases;
    private final Clock clock;
    private final Vertx vertx;

    StreamTrim(
            StreamLog log, StreamConfig config, PartitionLeases leases, Clock clock, Vertx vertx) {
        this.log = log;
        this.config = config;
        this.leases = leases;
        this.clock = clock;
        this.vertx = vertx;
    }

    void start(@Observes @Priority(2000) StartupEvent event) {
        if (config.consume()) {
            vertx.setPeriodic(config.trimInterval().toMillis(), timer -> trimHeld());
        }
    }

    private void trimHeld() {
        Multi.createFrom()
                .iterable(leases.held())
                .onItem()
                .transformToUniAndConcatenate(lease -> trim(lease.stream()))
                .collect()
                .last()
                .subscribe()
                .with(
                        done -> {},
                        failure ->
                                LOG.debugf(
                                        "Streams were not trimmed: %s",
                                        FailureDescription.brief(failure)));
    }

    private Uni<Long> trim(String stream) {
        return log.trim(stream, readers(stream), clock.instant().minus(config.keepHandled()));
    }

    private Set<String> readers(String stream) {
        return config.trimGroups()
                .orElseGet(
                        () ->
                                domain(stream).readers().stream()
                                        .map(Source::wire)
                                        .collect(Collectors.toSet()));
    }

    private Domain domain(String stream) {
        for (var domain : Domain.values()) {
            if (config.streams().of(domain).contains(stream)) {
                return domain;
            }
        }
        throw new IllegalArgumentException(stream + " is no stream of ours");
    }
}
