package io.leadflip.platform.stream;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// What is known of a reader: whether it has ever read, when it last did, and what stood in its
/// way.
public final class ReaderHealth {
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong redelivered = new AtomicLong();
    private volatile long lastRead = System.nanoTime();
    private volatile boolean proven;
    private volatile String problem = "the streams have not been read yet";

    void completedRead() {
        reads.incrementAndGet();
        proven = true;
        lastRead = System.nanoTime();
        problem = null;
    }

    /// Could read, and others read everything there is.
    void stoodBy() {
        proven = true;
        lastRead = System.nanoTime();
        problem = null;
    }

    void failed(Throwable failure) {
        problem = String.valueOf(failure.getMessage());
    }

    void redelivered(int entries) {
        redelivered.addAndGet(entries);
    }

    /// Reads that were completed since the reader was started.
    public long completedReads() {
        return reads.get();
    }

    /// Whether the streams were read once, or could have been when nothing was left to read.
    boolean isProven() {
        return proven;
    }

    /// Entries that had been given out before.
    public long redelivered() {
        return redelivered.get();
    }

    /// Since the last completed read, since there last was nothing to read, or since the start.
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastRead);
    }

    /// Why the last try to read failed; empty once one has succeeded.
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
