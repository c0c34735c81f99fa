package io.leadflip.media.bridge;

import io.leadflip.media.bridge.PlatformCommand.Measurement;

/// How long the caller waits for an answer, from the end of their speech to each thing that must
/// happen until they hear it. The relay adds nothing that milliseconds could show between the
/// model's first byte and the phone's: both are one measurement.
final class TurnClock {
    private enum Awaited {
        NOTHING,
        RESPONSE,
        FIRST_BYTE,
        FIRST_MARK
    }

    private final CallDesk desk;
    private Awaited awaited = Awaited.NOTHING;
    private long stoppedAt;

    TurnClock(CallDesk desk) {
        this.desk = desk;
    }

    void callerStopped() {
        awaited = Awaited.RESPONSE;
        stoppedAt = desk.now();
    }

    void callerBegan() {
        awaited = Awaited.NOTHING;
    }

    void responseStarted() {
        if (awaited == Awaited.RESPONSE) {
            step(Measurement.TURN_RESPONSE_MS, Awaited.FIRST_BYTE);
        }
    }

    void played() {
        if (awaited == Awaited.FIRST_BYTE) {
            step(Measurement.TURN_FIRST_BYTE_MS, Awaited.FIRST_MARK);
        }
    }

    void marked() {
        if (awaited == Awaited.FIRST_MARK) {
            step(Measurement.TURN_FIRST_MARK_MS, Awaited.NOTHING);
        }
    }

    private void step(Measurement measurement, Awaited next) {
        awaited = next;
        desk.measure(measurement, desk.now() - stoppedAt);
    }
}
