package io.leadflip.media.bridge;

import io.leadflip.contracts.door.StreamBrief;
import io.leadflip.contracts.value.Speaker;
import io.leadflip.media.bridge.PlatformCommand.Measurement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the parts of a call share: where it stands, its bounds and its clock, and the list of what
/// is to be done.
final class CallDesk {
    private final BridgeRules rules;
    private final List<BridgeEffect> effects = new ArrayList<>();
    private BridgeState state = new BridgeState.AwaitingStart(false);
    private StreamBrief brief;
    private long now;
    private long startedAt;
    private int facts;

    CallDesk(BridgeRules rules) {
        this.rules = rules;
    }

    BridgeRules rules() {
        return rules;
    }

    /// @param nowMs of a clock that never goes back
    void at(long nowMs) {
        now = nowMs;
    }

    long now() {
        return now;
    }

    void began() {
        startedAt = now;
    }

    /// When the stream began, by our clock.
    long startedAt() {
        return startedAt;
    }

    long sinceStart() {
        return now - startedAt;
    }

    BridgeState state() {
        return state;
    }

    void state(BridgeState next) {
        state = next;
    }

    /// Whether the agent may have the floor.
    boolean conversing() {
        return state instanceof BridgeState.Conversing;
    }

    StreamBrief brief() {
        return brief;
    }

    void brief(StreamBrief redeemed) {
        brief = redeemed;
    }

    int nextFact() {
        return ++facts;
    }

    void tellTurn(Speaker speaker, String text, long startMs, long endMs, boolean interrupted) {
        add(new PlatformCommand.TellTurn(nextFact(), speaker, text, startMs, endMs, interrupted));
    }

    void start(Timer timer, Duration after) {
        add(new PlatformCommand.Start(timer, after));
    }

    void cancel(Timer timer) {
        add(new PlatformCommand.Cancel(timer));
    }

    void measure(Measurement measurement, long value) {
        add(new PlatformCommand.Measure(measurement, value));
    }

    void add(BridgeEffect effect) {
        effects.add(effect);
    }

    List<BridgeEffect> take() {
        if (effects.isEmpty()) {
            return List.of();
        }
        List<BridgeEffect> taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }
}
