package io.leadflip.sandbox.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Watches one lead by server-sent events, as a web page would, and resumes after the last event id
/// when the line breaks.
final class LiveView implements AutoCloseable {
    private final Api api;
    private final ConsumerSide consumer;
    private final LeadSeed seed;
    private final Progress progress;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile String lastId = "0";

    LiveView(Api api, ConsumerSide consumer, LeadSeed seed, Progress progress) {
        this.api = api;
        this.consumer = consumer;
        this.seed = seed;
        this.progress = progress;
    }

    void open() {
        Thread.ofVirtual().name("live-view").start(this::watch);
    }

    int seen() {
        return seen.get();
    }

    private void watch() {
        while (!closed.get()) {
            if (consumer.leadId() != null && !consumer.identity().isEmpty()) {
                listen();
            }
            Patience.rest(Duration.ofMillis(300));
        }
    }

    private void listen() {
        Map<String, String> headers = new HashMap<>(consumer.identity());
        headers.put("Last-Event-ID", lastId);
        try (var lines = api.lines("/v1/leads/" + consumer.leadId() + "/events", headers)) {
            lines.takeWhile(line -> !closed.get()).forEach(this::read);
        } catch (IOException | UncheckedIOException e) {
            progress.say(seed, "live view: line lost, listening again after event " + lastId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.set(true);
        }
    }

    private void read(String line) {
        if (line.startsWith("id:")) {
            lastId = line.substring(3).strip();
        } else if (line.startsWith("data:")) {
            seen.incrementAndGet();
            progress.say(seed, "live ▸ " + TimelinePrinter.brief(line.substring(5).strip()));
        }
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
