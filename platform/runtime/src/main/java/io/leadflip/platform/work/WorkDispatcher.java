package io.leadflip.platform.work;

import io.leadflip.platform.problem.FailureDescription;
import io.leadflip.platform.work.WorkRows.Claim;
import io.leadflip.platform.work.WorkRows.Claimed;
import io.leadflip.platform.work.WorkTry.Left;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// Claims due work of every kind in one statement a round, never more than its handlers have room
/// for, and sees to it until it is settled. Rounds come when somebody asks for one, when work
/// becomes due, and at the poll interval.
///
/// Any number of dispatchers may stand side by side, in one process or many.
public final class WorkDispatcher implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WorkDispatcher.class);
    private static final int SIGNS_OF_LIFE = 3;
    private static final long IDLE_CHECK_MILLIS = 20;

    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Set<WorkItem> inHand = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private final WorkRows rows;
    private final WorkTry tries;
    private final WorkConfig config;
    private final Vertx vertx;
    private final Alarm alarm;
    private final long heartbeat;
    private volatile boolean stopped;

    WorkDispatcher(
            List<WorkHandler> handlers,
            WorkRows rows,
            WorkTry tries,
            WorkConfig config,
            Vertx vertx) {
        handlers.forEach(handler -> lanes.put(handler.kind(), new Lane(handler)));
        this.rows = rows;
        this.tries = tries;
        this.config = config;
        this.vertx = vertx;
        this.alarm = new Alarm(vertx, this::look);
        this.heartbeat =
                vertx.setPeriodic(
                        config.lease().dividedBy(SIGNS_OF_LIFE).toMillis(), timer -> beat());
        wakeWithin(Duration.ZERO);
    }

    /// Has a round happen within this time.
    void wakeWithin(Duration delay) {
        alarm.within(delay);
    }

    /// Rounds never overlap: what is asked for during one is one more after it.
    private void look() {
        if (!stopped && asked.getAndIncrement() == 0) {
            round();
        }
    }

    private void round() {
        var answered = asked.get();
        var rooms = rooms();
        if (rooms.isEmpty()) {
            ended(answered, config.pollInterval());
            return;
        }
        rows.claim(rooms, config.lease())
                .subscribe()
                .with(
                        claim -> {
                            take(claim, rooms);
                            ended(answered, claim.next().orElse(config.pollInterval()));
                        },
                        failure -> {
                            LOG.warnf(
                                    "Work was not claimed: %s", FailureDescription.brief(failure));
                            ended(answered, config.pollInterval());
                        });
    }

    private void ended(int answered, Duration next) {
        if (asked.addAndGet(-answered) > 0 && !stopped) {
            round();
        } else {
            wakeWithin(shorter(next, config.pollInterval()));
        }
    }

    private Map<String, Integer> rooms() {
        var rooms = new LinkedHashMap<String, Integer>();
        lanes.forEach(
                (kind, lane) -> {
                    var room = lane.room();
                    if (room > 0) {
                        rooms.put(kind, room);
                    }
                });
        return rooms;
    }

    private void take(Claim claim, Map<String, Integer> rooms) {
        var claimed = new LinkedHashMap<String, Integer>();
        claim.work().forEach(work -> claimed.merge(work.item().kind(), 1, Integer::sum));
        rooms.forEach((kind, room) -> lanes.get(kind).take(claimed.getOrDefault(kind, 0), room));
        claim.work().forEach(this::perform);
    }

    private void perform(Claimed work) {
        var lane = lanes.get(work.item().kind());
        inHand.add(work.item());
        Uni.createFrom()
                .deferred(() -> tries.of(lane.handler(), work))
                .invoke(left -> pause(lane, left))
                .onTermination()
                .invoke(
                        () -> {
                            inHand.remove(work.item());
                            lane.leave();
                        })
                .subscribe()
                .with(
                        left -> after(lane, left),
                        failure ->
                                LOG.warnf(
                                        "Work %s %s was not settled and will be claimed again: %s",
                                        work.item().kind(),
                                        work.item().key(),
                                        FailureDescription.brief(failure)));
    }

    private void after(Lane lane, Left left) {
        switch (left) {
            case Left.Settled() -> {}
            case Left.Waiting(Duration delay) -> wakeWithin(delay);
            case Left.Paced(Duration delay) -> wakeWithin(delay);
            case Left.Halted(Duration delay) -> wakeWithin(delay);
        }
        if (lane.full()) {
            wakeWithin(Duration.ZERO);
        }
    }

    /// Claiming what waits for the same thing would only put it off, too. What waits for another
    /// pace waits a poll interval at most. Comes before there is room for more.
    private void pause(Lane lane, Left left) {
        switch (left) {
            case Left.Settled() -> {}
            case Left.Waiting(Duration delay) -> {}
            case Left.Paced(Duration delay) -> lane.close(shorter(delay, config.pollInterval()));
            case Left.Halted(Duration delay) -> lane.close(delay);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void beat() {
        var alive = List.copyOf(inHand);
        if (!alive.isEmpty()) {
            rows.extend(alive, config.lease())
                    .subscribe()
                    .with(
                            done -> {},
                            failure ->
                                    LOG.warnf(
                                            "Leases were not extended: %s",
                                            FailureDescription.brief(failure)));
        }
    }

    /// Claims nothing more, and lets what is in hand end within the drain time.
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        alarm.off();
        var deadline = System.nanoTime() + config.drain().toNanos();
        while (!idle() && System.nanoTime() < deadline) {
            Thread.sleep(IDLE_CHECK_MILLIS);
        }
        vertx.cancelTimer(heartbeat);
    }

    private boolean idle() {
        return lanes.values().stream().allMatch(Lane::idle);
    }
}
