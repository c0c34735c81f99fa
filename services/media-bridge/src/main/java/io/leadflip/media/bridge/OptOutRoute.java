package io.leadflip.media.bridge;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.media.bridge.PlatformCommand.HeardBy;

/// The way out that every call has: committed first, confirmed aloud then, and the call ends.
final class OptOutRoute {
    private final CallDesk desk;
    private final Playout playout;
    private final PlatformVoice voice;
    private final AgentFloor floor;
    private final Farewell farewell;
    private boolean goneEarly;

    OptOutRoute(
            CallDesk desk,
            Playout playout,
            PlatformVoice voice,
            AgentFloor floor,
            Farewell farewell) {
        this.desk = desk;
        this.playout = playout;
        this.voice = voice;
        this.floor = floor;
        this.farewell = farewell;
    }

    void heard(HeardBy heardBy) {
        switch (desk.state()) {
            case BridgeState.Redeeming _ -> desk.state(new BridgeState.Redeeming(true));
            case BridgeState.Opening _,
                    BridgeState.Conversing _,
                    BridgeState.Screened _,
                    BridgeState.AtMachine _ ->
                    commit(heardBy);
            case BridgeState.Ending(MediaEndReason reason)
                    when reason != MediaEndReason.OPTED_OUT ->
                    commit(heardBy);
            case BridgeState.HangingUp(MediaEndReason reason)
                    when reason != MediaEndReason.OPTED_OUT -> {
                desk.state(new BridgeState.HangingUp(MediaEndReason.OPTED_OUT));
                desk.add(new PlatformCommand.CommitOptOut(heardBy));
            }
            case BridgeState.Settling(MediaEndReason reason)
                    when reason != MediaEndReason.OPTED_OUT -> {
                desk.state(new BridgeState.Settling(MediaEndReason.OPTED_OUT));
                desk.add(new PlatformCommand.CommitOptOut(heardBy));
            }
            case BridgeState _ -> {}
        }
    }

    private void commit(HeardBy heardBy) {
        floor.close();
        playout.clear();
        voice.dropDue();
        desk.state(new BridgeState.OptingOut());
        desk.add(new PlatformCommand.CommitOptOut(heardBy));
        desk.start(Timer.FAREWELL, desk.rules().farewellWithin());
    }

    /// @param words what may be said now
    void decided(Utterance words) {
        if (desk.state() instanceof BridgeState.OptingOut) {
            farewell.end(MediaEndReason.OPTED_OUT, words);
            desk.start(Timer.FAREWELL, desk.rules().optOutWithin());
        }
    }

    /// Whoever pressed the key and hung up is still to be opted out, once we know who it is.
    ///
    /// @return whether the call must be kept for that
    boolean gone() {
        boolean waits = desk.state() instanceof BridgeState.Redeeming(boolean optOut) && optOut;
        goneEarly = goneEarly || waits;
        return waits;
    }

    boolean goneEarly() {
        return goneEarly;
    }

    void commitAfterwards() {
        desk.add(new PlatformCommand.CommitOptOut(HeardBy.KEY));
        farewell.settle(MediaEndReason.OPTED_OUT, CloseCause.DONE);
    }
}
