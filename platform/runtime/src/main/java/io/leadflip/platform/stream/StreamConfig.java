package io.leadflip.platform.stream;

import io.leadflip.contracts.event.EventStreams;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How facts travel through Redis streams.
@ConfigMapping(prefix = "leadflip.events")
public interface StreamConfig {
    /// First part of every key; sets installations apart.
    @WithDefault("lf")
    String prefix();

    /// Partitions per domain; the same in every service.
    @WithDefault("16")
    int partitions();

    /// Whether this process reads; off only in tests that do not.
    @WithDefault("true")
    boolean consume();

    /// Most entries taken per partition in one read.
    @WithDefault("64")
    int batchSize();

    /// How long a read waits for news. Shorter than any proxy's idle limit.
    @WithDefault("1s")
    Duration block();

    /// How much later than `block` a read is given up and its connection closed.
    @WithDefault("3s")
    Duration watchdog();

    /// How long a partition belongs to a reader that went silent.
    @WithDefault("10s")
    Duration lease();

    /// How long handling one fact may take.
    @WithDefault("20s")
    Duration handlingTimeout();

    /// Most tries of a fact before it is a dead letter.
    @WithDefault("24")
    int maxAttempts();

    /// Wait before the second try; doubles with every try, with jitter.
    @WithDefault("500ms")
    Duration firstRetry();

    /// Longest wait between two tries.
    @WithDefault("5m")
    Duration longestRetry();

    /// Deliveries of one entry after which every try of it is put on record beforehand, so that one
    /// that kills its process is found out.
    @WithDefault("3")
    int trustedDeliveries();

    /// Tries that began and never ended before a fact is a dead letter.
    @WithDefault("5")
    int maxUnanswered();

    /// How long a batch waits for a lock before its facts are handled one by one.
    @WithDefault("300ms")
    Duration batchLockTimeout();

    /// Most facts of different partitions that one transaction settles; more are settled side by
    /// side.
    @WithDefault("32")
    int settleTogether();

    /// How often each partition is searched for entries that were given out and not acknowledged.
    @WithDefault("10s")
    Duration sweepInterval();

    /// How long the read that finds out whether the host lets reads wait, waits.
    @WithDefault("50ms")
    Duration probe();

    /// First pause between reads where the host does not let them wait.
    @WithDefault("50ms")
    Duration shortestPause();

    /// Longest pause between reads where the host does not let them wait.
    @WithDefault("1s")
    Duration longestPause();

    /// How long entries stay in a stream after every group has handled them. Postgres keeps them
    /// longer.
    @WithDefault("5m")
    Duration keepHandled();

    /// How often handled entries are trimmed.
    @WithDefault("30s")
    Duration trimInterval();

    /// Groups that must have handled an entry before it is trimmed, in place of those the contract
    /// names; for installations that run only some of the services.
    Optional<Set<String>> trimGroups();

    default EventStreams streams() {
        return new EventStreams(prefix(), partitions());
    }
}
