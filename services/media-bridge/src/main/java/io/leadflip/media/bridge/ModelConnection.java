package io.leadflip.media.bridge;

import io.leadflip.media.bridge.PlatformCommand.Measurement;

/// The call's session with the voice model, and the caller's audio on its way there.
final class ModelConnection {
    private final CallDesk desk;
    private final CallerEar ear;
    private ModelLink link = ModelLink.NONE;

    ModelConnection(CallDesk desk) {
        this.desk = desk;
        this.ear = new CallerEar(desk.rules().ringFrames());
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
                            desk.brief().instructions(), desk.brief().language()));
        }
    }

    /// The session is as it should be: the caller is heard from now on.
    ///
    /// @return false when it was so before
    boolean confirmed() {
        if (link != ModelLink.CONFIGURING) {
            return false;
        }
        link = ModelLink.READY;
        desk.cancel(Timer.MODEL_READY);
        ear.open(payload -> desk.add(new ModelCommand.Hear(payload)));
        return true;
    }

    void hear(CallerEvent.Audio audio) {
        if (ear.hear(audio, payload -> desk.add(new ModelCommand.Hear(payload)))) {
            desk.measure(Measurement.RING_DROP, 1);
        }
    }

    /// A moment of the model's hearing, in the stream's time.
    long inStream(long atMs) {
        return ear.originMs() + atMs;
    }

    /// @return false when it was closed before
    boolean close() {
        if (link == ModelLink.GONE) {
            return false;
        }
        link = ModelLink.GONE;
        desk.add(new ModelCommand.Close());
        return true;
    }

    /// Nothing of the call is left.
    void release() {
        if (link == ModelLink.NONE) {
            link = ModelLink.GONE;
        }
        close();
    }
}
