package io.leadflip.media.bridge;

import io.leadflip.media.bridge.PlatformCommand.Measurement;
import java.time.Duration;
import java.util.List;

/// The call's session with the voice model, and the caller's audio on its way there.
final class ModelConnection {
    private final CallDesk desk;
    private final CallerEar ear;
    private ModelLink link = ModelLink.NONE;
    private boolean paused;
    private long lastFrameAt;

    ModelConnection(CallDesk desk) {
        this.desk = desk;
        this.ear =
                new CallerEar(
                        desk.rules().ringFrames(),
                        desk.rules().padding().longestGap().toMillis(),
                        payload -> desk.add(new ModelCommand.Hear(payload)));
    }

    boolean ready() {
        return link == ModelLink.READY;
    }

    boolean configuring() {
        return link == ModelLink.CONFIGURING;
    }

    boolean gone() {
        return link == ModelLink.GONE;
    }

    void connect() {
        link = ModelLink.CONNECTING;
        desk.start(Timer.MODEL_READY, desk.rules().modelReadyWithin());
        desk.add(new ModelCommand.Connect());
    }

    void opened() {
        if (link == ModelLink.CONNECTING) {
            link = ModelLink.CONFIGURING;
            desk.add(
                    new ModelCommand.Configure(
                            desk.brief().instructions(),
                            desk.brief().language(),
                            desk.brief().asksToRecord()));
        }
    }

    /// The session is as it should be: it learns what was said before it, and hears the caller from
    /// now on.
    ///
    /// @return false when it was so before
    boolean confirmed(List<? extends ModelCommand> memories) {
        if (link != ModelLink.CONFIGURING) {
            return false;
        }
        link = ModelLink.READY;
        desk.cancel(Timer.MODEL_READY);
        desk.start(Timer.RECYCLE, desk.rules().recovery().recycleAfter());
        desk.start(Timer.RECYCLE_NOW, desk.rules().recovery().recycleBy());
        memories.forEach(desk::add);
        ear.open();
        return true;
    }

    /// Whether a frame goes on as it is; then it is on its way.
    boolean passes(long timestampMs) {
        boolean passes = ready() && ear.passes(timestampMs);
        if (passes) {
            lastFrameAt = desk.now();
        }
        return passes;
    }

    void hear(CallerEvent.Audio audio) {
        lastFrameAt = desk.now();
        int lost = ear.hear(audio);
        if (lost > 0) {
            desk.measure(Measurement.RING_DROP, lost);
        }
    }

    /// A moment of the model's hearing, in the stream's time.
    long inStream(long atMs) {
        return ear.originMs() + atMs;
    }

    /// The caller began to speak: the model ends a turn by what it hears, so it must go on hearing
    /// something.
    void callerBegan() {
        desk.start(Timer.STALL, desk.rules().padding().stallAfter());
    }

    void callerPaused() {
        desk.cancel(Timer.STALL);
    }

    void maybeStalled() {
        long after = desk.rules().padding().stallAfter().toMillis();
        long quiet = desk.now() - lastFrameAt;
        if (quiet < after) {
            desk.start(Timer.STALL, Duration.ofMillis(after - quiet));
        } else if (ready()) {
            desk.measure(Measurement.STALL, 1);
            ear.stalled(desk.rules().padding().stallSilence().toMillis());
        }
    }

    /// Reads nothing more until what was said is played down to what may be out.
    ///
    /// Interruptions come by the same line and are noticed late meanwhile. So the usual bound is
    /// what the longest response can hold.
    void pauseFor(long ms) {
        if (!paused) {
            paused = true;
            desk.measure(Measurement.READING_PAUSED, 1);
            desk.add(new ModelCommand.Pause());
            desk.start(Timer.READ_ON, Duration.ofMillis(Math.max(1, ms)));
        }
    }

    void readOn() {
        if (paused) {
            paused = false;
            desk.cancel(Timer.READ_ON);
            desk.add(new ModelCommand.Resume());
        }
    }

    /// The session is over, another one is to follow: the caller is kept for it.
    void leave() {
        if (link != ModelLink.BETWEEN && link != ModelLink.GONE) {
            link = ModelLink.BETWEEN;
            paused = false;
            forgetTimers();
            desk.add(new ModelCommand.Close());
            ear.close();
        }
    }

    private void forgetTimers() {
        desk.cancel(Timer.MODEL_READY);
        desk.cancel(Timer.STALL);
        desk.cancel(Timer.READ_ON);
        desk.cancel(Timer.RECYCLE);
        desk.cancel(Timer.RECYCLE_NOW);
    }

    /// @return false when it was closed before
    boolean close() {
        if (link == ModelLink.GONE) {
            return false;
        }
        if (link != ModelLink.NONE && link != ModelLink.BETWEEN) {
            desk.add(new ModelCommand.Close());
        }
        link = ModelLink.GONE;
        return true;
    }
}
