package io.leadflip.media.live;

import io.leadflip.media.bridge.BridgeRules;
import io.leadflip.media.bridge.CostLimit;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The calls on this bridge, and whether it takes another one.
@ApplicationScoped
public class LiveCalls {
    private final BridgeConfig config;
    private final Outside outside;
    private final Vertx vertx;
    private final BridgeRules rules;
    private final String bridgeId;
    private final AtomicInteger places = new AtomicInteger();
    private final Set<LiveCall> calls = ConcurrentHashMap.newKeySet();
    private final Map<String, LiveCall> byCallSid = new ConcurrentHashMap<>();
    private volatile boolean draining;

    LiveCalls(BridgeConfig config, Outside outside, Vertx vertx, MeterRegistry metrics) {
        this.config = config;
        this.outside = outside;
        this.vertx = vertx;
        this.rules = rules(config);
        this.bridgeId = config.id().orElseGet(() -> UUID.randomUUID().toString());
        metrics.gauge("leadflip.media.calls.active", places);
        metrics.gauge("leadflip.media.calls.limit", config.maxCalls());
    }

    /// Takes a place for a stream that is about to be upgraded.
    ///
    /// @return false when there is none, or the bridge is draining
    public boolean admit() {
        if (draining) {
            return false;
        }
        int taken = places.incrementAndGet();
        if (taken > config.maxCalls()) {
            places.decrementAndGet();
            return false;
        }
        return true;
    }

    /// Gives back the place of a stream that was never upgraded.
    public void unadmit() {
        places.decrementAndGet();
    }

    /// Runs a call on the event loop this is called on.
    ///
    /// @param accountSid whose calls may arrive on this line
    public void begin(CallerLine caller, String accountSid) {
        Context loop = VertxContext.getRootContext(vertx.getOrCreateContext());
        LiveCall call = new LiveCall(this, outside, vertx, loop, caller, accountSid);
        calls.add(call);
        call.open();
    }

    /// Calls that have a place here.
    public int active() {
        return places.get();
    }

    public int limit() {
        return config.maxCalls();
    }

    public String bridgeId() {
        return bridgeId;
    }

    public boolean draining() {
        return draining;
    }

    /// From now on only the calls that are there go on.
    public void drain() {
        draining = true;
    }

    /// Ends what is still there.
    public void shutDown() {
        calls.forEach(LiveCall::shutDown);
    }

    BridgeRules rules() {
        return rules;
    }

    /// @return false when that call is already streaming here
    boolean claim(String callSid, LiveCall call) {
        return byCallSid.putIfAbsent(callSid, call) == null;
    }

    void release(String callSid, LiveCall call) {
        if (callSid != null) {
            byCallSid.remove(callSid, call);
        }
        if (calls.remove(call)) {
            places.decrementAndGet();
        }
    }

    private static BridgeRules rules(BridgeConfig config) {
        return new BridgeRules(
                config.ringFrames(),
                config.markEvery(),
                config.startWithin(),
                config.modelReadyWithin(),
                config.idleAfter(),
                config.farewellWithin(),
                config.optOutWithin(),
                config.hangUpWithin(),
                config.transcriptWithin(),
                config.inFlight(),
                config.mostInFlight(),
                config.answerWithin(),
                config.toolsWithin(),
                config.interruptAfter(),
                new CostLimit(
                        config.cost().limit(),
                        config.cost().inputText(),
                        config.cost().inputAudio(),
                        config.cost().inputCached(),
                        config.cost().outputText(),
                        config.cost().outputAudio()),
                new BridgeRules.Padding(
                        config.padding().longestGap(),
                        config.padding().stallAfter(),
                        config.padding().stallSilence()),
                new BridgeRules.Recovery(
                        config.recovery().tries(),
                        config.recovery().firstWait(),
                        config.recovery().longestWait(),
                        config.recovery().within(),
                        config.recovery().comfortAfter(),
                        config.recovery().recycleAfter(),
                        config.recovery().recycleBy()),
                new BridgeRules.Screening(
                        config.screening().firstLook(),
                        config.screening().lookEvery(),
                        config.screening().lookUntil(),
                        config.screening().wordsWithin(),
                        config.screening().messageAfter(),
                        config.screening().putThroughWithin()));
    }
}
