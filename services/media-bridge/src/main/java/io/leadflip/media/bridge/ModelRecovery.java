package io.leadflip.media.bridge;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.media.bridge.BridgeRules.Recovery;
import io.leadflip.media.bridge.PlatformCommand.Measurement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/// Replaces a session with the model that broke, or grows too old, while the caller stays on the
/// line. There is no resuming at the provider: the new session is told what was said and heard.
///
/// ```
/// READY ──lost──▶ BETWEEN ──wait──▶ CONNECTING ─▶ CONFIGURING ─▶ READY
///                    ▲                   │              │
///                    └───── lost, up to `tries` times ──┘      beyond: apology, the call ends
/// ```
final class ModelRecovery {
    private static final String ANCHOR =
            "The connection was interrupted for a moment; this is the same phone call. What stands above was said and heard; do not "
                    + "introduce yourself again. Go on where the conversation stood, and ask for what you may have missed.";

    private final CallDesk desk;
    private final Recovery rules;
    private final DoubleSupplier chance;
    private final Playout playout;
    private final PlatformVoice voice;
    private final ModelConnection model;
    private final AgentFloor floor;
    private final AgentTools tools;
    private final Transcript transcript;
    private final MachineWatch machines;
    private final Farewell farewell;
    private boolean away;
    private boolean silently;
    private boolean old;
    private boolean comforted;
    private long awaySince;
    private int made;

    /// @param chance between 0 and 1, so that many calls do not come back at the same moment
    ModelRecovery(
            CallDesk desk,
            DoubleSupplier chance,
            Playout playout,
            PlatformVoice voice,
            ModelConnection model,
            AgentFloor floor,
            AgentTools tools,
            Transcript transcript,
            MachineWatch machines,
            Farewell farewell) {
        this.desk = desk;
        this.rules = desk.rules().recovery();
        this.chance = chance;
        this.playout = playout;
        this.voice = voice;
        this.model = model;
        this.floor = floor;
        this.tools = tools;
        this.transcript = transcript;
        this.machines = machines;
        this.farewell = farewell;
    }

    /// Whether the model is being replaced right now.
    boolean away() {
        return away;
    }

    /// The session broke, hangs, or cannot be had.
    void lost() {
        if (model.gone()) {
            return;
        }
        if (!live()) {
            model.close();
            return;
        }
        desk.measure(Measurement.MODEL_LOST, 1);
        silently = false;
        leave();
        if (made >= rules.tries()) {
            giveUp();
        } else {
            desk.start(Timer.RECONNECT, waitBefore(made++));
        }
    }

    /// The provider will never serve this call: nothing is tried again.
    void refused() {
        if (model.close()) {
            giveUp();
        }
    }

    /// Machines need no comfort.
    private boolean spokenTo() {
        return switch (desk.state()) {
            case BridgeState.Opening _, BridgeState.Conversing _ -> true;
            case BridgeState _ -> false;
        };
    }

    private boolean live() {
        return switch (desk.state()) {
            case BridgeState.Opening _,
                    BridgeState.Conversing _,
                    BridgeState.Screened _,
                    BridgeState.AtMachine _ ->
                    true;
            case BridgeState _ -> false;
        };
    }

    private void leave() {
        floor.modelLost();
        tools.modelLost();
        transcript.modelLost();
        machines.modelLost();
        model.leave();
        old = false;
        if (!away) {
            away = true;
            comforted = false;
            awaySince = desk.now();
            desk.start(Timer.RECOVERY, rules.within());
            desk.start(Timer.COMFORT, rules.comfortAfter());
        }
    }

    private Duration waitBefore(int tries) {
        long full = rules.firstWait().toMillis() << Math.min(tries, 20);
        long bounded = Math.min(full, rules.longestWait().toMillis());
        return Duration.ofMillis(bounded / 2 + (long) (bounded / 2 * chance.getAsDouble()));
    }

    void again() {
        if (away && live()) {
            model.connect();
        }
    }

    /// The agent has been away for long enough to say so, once, when nothing else is heard.
    void comfort() {
        if (!away || comforted || !spokenTo() || voice.due()) {
            return;
        }
        if (playout.speaking()) {
            desk.start(Timer.COMFORT, rules.comfortAfter().plusMillis(playout.unplayedMs()));
        } else {
            comforted = true;
            voice.want(Utterance.ONE_MOMENT);
            farewell.speak();
        }
    }

    /// The session is confirmed: what it must know, and when it left in the middle of things where
    /// it stands, and then the floor.
    ///
    /// @return whether a session was confirmed
    boolean confirmed(Memory memory) {
        boolean back = away && desk.conversing();
        List<ModelCommand> memories = new ArrayList<>();
        if (away) {
            memories.addAll(memory.forNewSession(transcript.playing(playout::speaking)));
        }
        if (back) {
            memories.add(new ModelCommand.Tell(ANCHOR));
        }
        boolean confirmed = model.confirmed(memories);
        if (confirmed && away) {
            away = false;
            desk.cancel(Timer.RECOVERY);
            desk.cancel(Timer.COMFORT);
            desk.measure(Measurement.MODEL_BACK_MS, desk.now() - awaySince);
            if (back && !silently) {
                floor.offer(null);
            }
        }
        return confirmed;
    }

    /// The model answered: the next loss is a new one.
    void answered() {
        made = 0;
    }

    void tooLong() {
        if (away) {
            giveUp();
        }
    }

    /// The session is old enough to be replaced between two turns.
    void grownOld() {
        old = true;
    }

    /// It cannot be kept any longer, whoever speaks.
    void tooOld() {
        if (live() && model.ready()) {
            recycle(false);
        }
    }

    /// After each event.
    ///
    /// @param silent whether nobody speaks or is about to
    void look(boolean silent) {
        if (old && silent) {
            recycle(true);
        }
    }

    private void recycle(boolean betweenTurns) {
        desk.measure(Measurement.MODEL_RECYCLED, 1);
        silently = betweenTurns;
        leave();
        model.connect();
    }

    private void giveUp() {
        away = false;
        desk.cancel(Timer.RECONNECT);
        desk.cancel(Timer.RECOVERY);
        desk.cancel(Timer.COMFORT);
        model.close();
        if (!machines.modelGivenUp()) {
            farewell.endIfLive(MediaEndReason.MODEL_FAILED, Utterance.APOLOGY);
        }
    }
}
