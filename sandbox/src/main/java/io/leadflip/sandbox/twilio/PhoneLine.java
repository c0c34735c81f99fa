package io.leadflip.sandbox.twilio;

import io.leadflip.sandbox.caller.Callee;
import io.leadflip.sandbox.caller.Frame;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.List;

/// The open line between the callee and whatever plays to them: every 20 ms, on an absolute
/// schedule, one frame goes each way. A late tick is made up for by stepping twice, so the clock
/// never drifts. All state lives on the context; other threads hand in their work.
final class PhoneLine {
    private static final long FRAME_NANOS = Duration.ofMillis(Frame.MILLIS).toNanos();

    /// Who follows the line; called on its context.
    interface Listener {
        void frame(byte[] said, char pressed, List<String> reachedMarks);
    }

    private static final String END = "end";
    private static final Listener NOBODY = (said, pressed, marks) -> {};

    private final Context context;
    private final SandboxClock clock;
    private final Callee callee;
    private final CallRecording recording;
    private final Runnable onHangUp;
    private Playout playout = new Playout();
    private Listener listener = NOBODY;
    private long openedNanos;
    private long frames;
    private boolean open;

    PhoneLine(
            Context context,
            SandboxClock clock,
            Callee callee,
            CallRecording recording,
            Runnable onHangUp) {
        this.context = context;
        this.clock = clock;
        this.callee = callee;
        this.recording = recording;
        this.onHangUp = onHangUp;
    }

    Context context() {
        return context;
    }

    void open() {
        context.runOnContext(
                nothing -> {
                    open = true;
                    openedNanos = System.nanoTime();
                    tick();
                });
    }

    void close() {
        context.runOnContext(nothing -> open = false);
    }

    /// From now on this playout is heard and this listener follows, instead of any before.
    void attach(Playout next, Listener follower) {
        context.runOnContext(
                nothing -> {
                    playout = next;
                    listener = follower;
                });
    }

    /// Plays what lies in there, and calls back on its context when the last of it has been heard.
    void play(Playout audio, Runnable onPlayed) {
        audio.mark(END);
        attach(
                audio,
                (said, pressed, marks) -> {
                    if (marks.contains(END)) {
                        onPlayed.run();
                    }
                });
    }

    /// Puts two lines of one context together: what is said on the one is heard on the other.
    static void join(PhoneLine one, PhoneLine other) {
        Playout toOne = new Playout();
        Playout toOther = new Playout();
        one.attach(toOne, (said, pressed, marks) -> toOther.add(said));
        other.attach(toOther, (said, pressed, marks) -> toOne.add(said));
    }

    void detach() {
        attach(new Playout(), NOBODY);
    }

    private void tick() {
        while (open && System.nanoTime() >= due(frames)) {
            frames++;
            step();
        }
        if (open) {
            long wait = Math.max(1, Math.ceilDiv(due(frames) - System.nanoTime(), 1_000_000L));
            context.owner().setTimer(wait, timer -> tick());
        }
    }

    private long due(long frame) {
        return openedNanos + (long) (frame * FRAME_NANOS / clock.rate());
    }

    private void step() {
        Playout.Slice slice = playout.next();
        byte[] said = callee.step(slice.frame());
        recording.add(said, slice.frame());
        listener.frame(said, callee.pressed(), slice.reached());
        if (callee.hungUp()) {
            open = false;
            onHangUp.run();
        }
    }
}
