package io.leadflip.media.bridge;

import java.util.List;
import java.util.function.DoubleSupplier;

/// One call on the bridge: takes what happened, and says what is to be done. The same events give
/// the same effects.
///
/// Three rules hold in every state. The model speaks only when the platform gave it the floor, and
/// never before the opening was heard to its end. What is told as said by the agent was heard. An
/// opt-out is committed before anything is said about it.
///
/// The sides, [PhoneSide], [ModelSide] and [PlatformSide], say which parts of the call an event
/// concerns; the rules are in the parts. Not thread-safe: one call lives on one event loop.
public final class BridgeSession {
    private final CallDesk desk;
    private final ModelConnection model;
    private final AgentFloor floor;
    private final SilenceWatch silence;
    private final ModelRecovery recovery;
    private final PhoneSide phoneSide;
    private final ModelSide modelSide;
    private final PlatformSide platformSide;

    /// @param accountSid whose streams are served
    /// @param modelName the model's name, for the usage that is told at the end
    /// @param chance a number between 0 and 1, each time another
    public BridgeSession(
            BridgeRules rules, String accountSid, String modelName, DoubleSupplier chance) {
        var call = new CallParts(rules, accountSid, modelName, chance);
        desk = call.desk;
        model = call.model;
        floor = call.floor;
        silence = call.silence;
        recovery = call.recovery;
        phoneSide = new PhoneSide(call);
        modelSide = new ModelSide(call);
        platformSide = new PlatformSide(call);
    }

    public BridgeState state() {
        return desk.state();
    }

    /// The stream's socket is open.
    public List<BridgeEffect> open(long nowMs) {
        desk.at(nowMs);
        desk.start(Timer.START, desk.rules().startWithin());
        return desk.take();
    }

    /// @param nowMs of a clock that never goes back
    public List<BridgeEffect> on(BridgeEvent event, long nowMs) {
        if (desk.state() instanceof BridgeState.Closed) {
            return List.of();
        }
        desk.at(nowMs);
        switch (event) {
            case CallerEvent phone -> phoneSide.on(phone);
            case ModelEvent model -> modelSide.on(model);
            case PlatformEvent platform -> platformSide.on(platform);
        }
        recovery.look(silence.look());
        return desk.take();
    }

    // --- audio that only passes

    /// Whether a frame of the caller goes to the model as it is: it listens, and nothing has to be
    /// put before the frame. It then counts as heard.
    public boolean hears(long timestampMs, long nowMs) {
        boolean wanted = phoneSide.listening();
        desk.at(nowMs);
        return wanted && model.passes(timestampMs);
    }

    /// Whether more audio of an item goes to the phone as it is: the agent has the floor, and the
    /// phone has room. It then counts as sent.
    public boolean speaks(String response, String item, int audioBytes, long nowMs) {
        desk.at(nowMs);
        return floor.passes(response, item, audioBytes);
    }

    /// @return what is to be done after audio has passed
    public List<BridgeEffect> passed() {
        recovery.look(silence.look());
        return desk.take();
    }
}
