package io.leadflip.media.stream;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.EventStreams;
import io.leadflip.contracts.event.MediaFact;
import io.leadflip.contracts.event.Source;
import io.leadflip.media.live.Facts;
import io.leadflip.media.live.FaultText;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// Tells facts to the streams in the order they happened, and keeps each until Redis has
/// acknowledged it.
///
/// A batch whose fate is unknown is sent again with the same ids; inboxes recognise the repeats.
/// Everything runs on one event loop.
@ApplicationScoped
public class RedisFacts implements Facts {
    private static final Logger LOG = Logger.getLogger(RedisFacts.class);

    private final Redis redis;
    private final FactsConfig config;
    private final EventStreams streams;
    private final Vertx vertx;
    private final Context loop;
    private final MeterRegistry metrics;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private final Deque<Event> queue = new ArrayDeque<>();
    private final AtomicInteger waiting;
    private boolean sending;
    private long retryMillis;

    RedisFacts(Redis redis, FactsConfig config, Vertx vertx, MeterRegistry metrics) {
        this.redis = redis;
        this.config = config;
        this.streams = new EventStreams(config.prefix(), config.partitions());
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.metrics = metrics;
        this.waiting = metrics.gauge("leadflip.media.facts.waiting", new AtomicInteger());
        this.retryMillis = config.firstRetry().toMillis();
    }

    @Override
    public void tell(MediaFact fact, String traceparent) {
        if (waiting.get() >= 2 * config.waiting()) {
            metrics.counter("leadflip.media.facts.lost").increment();
            LOG.errorf(
                    "Redis does not take facts; one is lost: attemptId=%s number=%d",
                    fact.attemptId(), fact.number());
            return;
        }
        waiting.incrementAndGet();
        Event event =
                new Event(
                        ids.generate(),
                        Source.MEDIA_BRIDGE,
                        Instant.now(),
                        fact.number(),
                        traceparent,
                        fact);
        loop.runOnContext(
                nothing -> {
                    queue.addLast(event);
                    send();
                });
    }

    /// Facts that Redis has not acknowledged.
    public int waiting() {
        return waiting.get();
    }

    /// Whether so many facts wait that new calls should go elsewhere.
    public boolean congested() {
        return waiting.get() >= config.waiting();
    }

    private void send() {
        if (sending || queue.isEmpty()) {
            return;
        }
        sending = true;
        List<Event> batch = queue.stream().limit(config.batchSize()).toList();
        redis.batch(adding(batch, streams))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .invoke(RedisFacts::requireAccepted)
                .subscribe()
                .with(
                        replies -> loop.runOnContext(nothing -> sent(batch.size())),
                        failure -> loop.runOnContext(nothing -> failed(failure)));
    }

    private void sent(int count) {
        for (int i = 0; i < count; i++) {
            queue.removeFirst();
        }
        waiting.addAndGet(-count);
        retryMillis = config.firstRetry().toMillis();
        sending = false;
        send();
    }

    private void failed(Throwable failure) {
        LOG.warnf(
                "Facts were not told, again in %d ms: waiting=%d %s",
                retryMillis, waiting.get(), FaultText.of(failure));
        metrics.counter("leadflip.media.facts.retries").increment();
        vertx.setTimer(
                retryMillis,
                id ->
                        loop.runOnContext(
                                nothing -> {
                                    sending = false;
                                    send();
                                }));
        retryMillis = Math.min(2 * retryMillis, config.longestRetry().toMillis());
    }

    /// The facts of one stream, in their order, are taken together or not at all: a Redis that is
    /// full in one moment and not in the next must not take the end of a call and leave what was
    /// said before it.
    static List<Request> adding(List<Event> batch, EventStreams streams) {
        Map<String, List<Request>> entries = new LinkedHashMap<>();
        for (Event event : batch) {
            String stream = streams.of(event.data());
            entries.computeIfAbsent(stream, name -> new ArrayList<>()).add(add(stream, event));
        }
        List<Request> commands = new ArrayList<>(batch.size() + 2 * entries.size());
        entries.values().forEach(ofOne -> commands.addAll(together(ofOne)));
        return commands;
    }

    private static List<Request> together(List<Request> entries) {
        if (entries.size() == 1) {
            return entries;
        }
        List<Request> transaction = new ArrayList<>(entries.size() + 2);
        transaction.add(Request.cmd(Command.MULTI));
        transaction.addAll(entries);
        transaction.add(Request.cmd(Command.EXEC));
        return transaction;
    }

    private static Request add(String stream, Event event) {
        Request request = Request.cmd(Command.XADD).arg(stream).arg("*");
        EventEntry.of(event).fields().forEach((name, value) -> request.arg(name).arg(value));
        return request;
    }

    /// The first word of an error, such as `OOM`; what follows may repeat the command.
    private static String code(Response error) {
        return error.toString().split(" ", 2)[0];
    }

    /// The reply of a transaction may hold errors of single commands, too.
    private static void requireAccepted(Iterable<Response> replies) {
        for (Response reply : replies) {
            if (reply != null && reply.type() == ResponseType.ERROR) {
                throw new IllegalStateException("Redis refused a fact: " + code(reply));
            }
            if (reply != null && reply.type() == ResponseType.MULTI) {
                requireAccepted(reply);
            }
        }
    }
}
