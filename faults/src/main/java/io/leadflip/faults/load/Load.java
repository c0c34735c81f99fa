package io.leadflip.faults.load;

import io.leadflip.faults.world.World;
import io.leadflip.sandbox.checker.Checker;
import io.leadflip.sandbox.ledger.Ledger;
import io.leadflip.sandbox.story.Api;
import io.leadflip.sandbox.story.BusinessSide;
import io.leadflip.sandbox.story.ConsumerSide;
import io.leadflip.sandbox.story.LeadSeed;
import io.leadflip.sandbox.story.SandboxControl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Leads at a fixed pace, whether or not the system keeps up (an open loop): a client that is not
/// answered asks again under the same idempotency key, and others come meanwhile. Some of the
/// people go on until they are called, and owners change their businesses meanwhile.
public final class Load implements AutoCloseable {
    private static final Duration CLIENT_PATIENCE = Duration.ofMinutes(8);
    private static final int KEPT_COMPLAINTS = 5;
    private static final long CHANGE_EVERY_SECONDS = 3;

    /// A service whose clock goes wrong finds tokens not valid yet, or no more; people sign in
    /// again.
    private static final int UNAUTHORIZED = 401;

    private final double perSecond;
    private final Duration callEvery;
    private final People people;
    private final Api api;
    private final SandboxControl sandbox;
    private final Ledger notes;
    private final BusinessSide businesses;
    private final Owners owners;
    private final ScheduledExecutorService pace =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    private final ExecutorService lives = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger callsAsked = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger gaveUp = new AtomicInteger();
    private final AtomicInteger travelling = new AtomicInteger();
    private final Map<Integer, Instant> unanswered = new ConcurrentHashMap<>();
    private final Deque<String> complaints = new ArrayDeque<>();

    /// @param seed where these people come from
    /// @param crowd how many they are and what they want
    public Load(World world, long seed, Crowd crowd) {
        this.perSecond = crowd.perSecond();
        this.callEvery = crowd.callEvery();
        people = new People(seed, crowd.finding());
        api = new Api(world.api(), CLIENT_PATIENCE).comingBackAfter(UNAUTHORIZED);
        sandbox = new SandboxControl(new Api(world.sandbox().origin(), CLIENT_PATIENCE));
        notes = Ledger.in(world.sandbox().folder().resolve(Checker.CLIENT_NOTES));
        businesses = new BusinessSide(api, sandbox);
        owners = new Owners(businesses);
    }

    /// Registers the businesses and begins.
    public void start() {
        owners.register();
        long period = Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond);
        pace.scheduleAtFixedRate(this::next, 0, period, TimeUnit.NANOSECONDS);
        pace.scheduleAtFixedRate(
                this::change, CHANGE_EVERY_SECONDS, CHANGE_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void change() {
        int number = changes.getAndIncrement();
        travelling.incrementAndGet();
        lives.execute(() -> goOn("change " + number, () -> owners.change(number)));
    }

    private void next() {
        int number = numbers.incrementAndGet();
        int every = Math.max(1, (int) Math.round(perSecond * callEvery.toMillis() / 1000.0));
        boolean wantsCall = number % every == 0;
        unanswered.put(number, Instant.now());
        travelling.incrementAndGet();
        lives.execute(() -> live(number, wantsCall));
    }

    private void live(int number, boolean wantsCall) {
        LeadSeed seed = people.person(number, wantsCall);
        ConsumerSide consumer =
                new ConsumerSide(api.from(people.address(number)), sandbox, notes, seed);
        try {
            if (wantsCall) {
                sandbox.describe(List.of(seed));
            }
            consumer.submit();
            answered.incrementAndGet();
        } catch (RuntimeException e) {
            refused.incrementAndGet();
            complain(seed.key() + ": " + e.getMessage());
            travelling.decrementAndGet();
            return;
        } finally {
            unanswered.remove(number);
        }
        goOn(seed.key(), () -> goOn(seed, consumer, wantsCall));
    }

    private void goOn(LeadSeed seed, ConsumerSide consumer, boolean wantsCall) {
        if (wantsCall && new CallJourney(seed, consumer, businesses).travel()) {
            callsAsked.incrementAndGet();
        }
    }

    /// What somebody wants who is on the way: it comes to pass, or it is given up.
    private void goOn(String who, Runnable way) {
        try {
            way.run();
        } catch (RuntimeException e) {
            gaveUp.incrementAndGet();
            complain(who + ": " + e.getMessage());
        } finally {
            travelling.decrementAndGet();
        }
    }

    private void complain(String what) {
        synchronized (complaints) {
            complaints.addLast(what);
            if (complaints.size() > KEPT_COMPLAINTS) {
                complaints.removeFirst();
            }
        }
    }

    /// Clients that asked before `moment` and have no answer yet.
    public long unansweredSince(Instant moment) {
        return unanswered.values().stream().filter(since -> since.isBefore(moment)).count();
    }

    /// What became of everybody so far.
    public Tally tally() {
        return new Tally(answered.get(), callsAsked.get(), gaveUp.get(), refused.get());
    }

    /// What the last of those said who complained.
    public List<String> complaints() {
        synchronized (complaints) {
            return List.copyOf(complaints);
        }
    }

    /// Nobody new comes.
    public void stop() {
        pace.shutdownNow();
    }

    /// People who have not reached the end of what they wanted.
    public int travelling() {
        return travelling.get();
    }

    @Override
    public void close() {
        stop();
        lives.shutdownNow();
        notes.close();
    }
}
