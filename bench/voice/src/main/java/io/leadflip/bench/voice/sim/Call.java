package io.leadflip.bench.voice.sim;

import io.leadflip.bench.voice.sim.Tally.Count;
import io.leadflip.bench.voice.wire.Link;

/// One simulated call: knows both ends, and so the truth about an interruption.
final class Call {
    final int id;
    private final Tally tally;
    private final Phone phone;
    private Link model;
    private int interrupted = -1;
    private long interruptedAt;
    private boolean cleared;
    private double heardMs = Double.NaN;
    private double claimedMs = Double.NaN;

    Call(int id, Tally tally, Phone phone) {
        this.id = id;
        this.tally = tally;
        this.phone = phone;
    }

    void heardBy(Link named) {
        model = named;
    }

    /// The model's side; null until it heard the first frame.
    Link model() {
        return model;
    }

    /// The model says that the caller speaks.
    void interrupting(int response, long now) {
        interrupted = -1;
        cleared = false;
        heardMs = Double.NaN;
        claimedMs = Double.NaN;
        if (phone.playing(response, now)) {
            interrupted = response;
            interruptedAt = now;
            tally.count(Count.INTERRUPTIONS);
        }
    }

    void cleared(double playedMs, long now) {
        if (interrupted >= 0 && !cleared) {
            cleared = true;
            tally.cleared(now - interruptedAt);
            heardMs = playedMs;
            settle();
        }
    }

    int interrupted() {
        return interrupted;
    }

    boolean leaks(int response) {
        return cleared && response == interrupted;
    }

    void truncated(int response, double toMs) {
        if (response == interrupted && Double.isNaN(claimedMs)) {
            claimedMs = toMs;
            settle();
        }
    }

    private void settle() {
        if (!Double.isNaN(heardMs) && !Double.isNaN(claimedMs)) {
            tally.truncated(claimedMs - heardMs);
        }
    }
}
