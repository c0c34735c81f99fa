package io.leadflip.media.bridge;

import io.leadflip.media.bridge.PlatformCommand.HeardBy;

/// What the phone's side of a call brings: which part of the call it concerns.
final class PhoneSide {
    private static final char OPT_OUT_KEY = '9';

    private final CallDesk desk;
    private final Playout playout;
    private final ModelConnection model;
    private final AgentFloor floor;
    private final StreamStart start;
    private final OpeningGate opening;
    private final MachineWatch machines;
    private final OptOutRoute optOut;
    private final RecordingLeave recording;
    private final Farewell farewell;
    private final TurnClock clock;

    PhoneSide(CallParts call) {
        desk = call.desk;
        playout = call.playout;
        model = call.model;
        floor = call.floor;
        start = call.start;
        opening = call.opening;
        machines = call.machines;
        optOut = call.optOut;
        recording = call.recording;
        farewell = call.farewell;
        clock = call.clock;
    }

    /// Whether somebody listens to the caller where the call stands.
    boolean listening() {
        return switch (desk.state()) {
            case BridgeState.Redeeming _,
                    BridgeState.Opening _,
                    BridgeState.Conversing _,
                    BridgeState.Screened _,
                    BridgeState.AtMachine _,
                    BridgeState.OptingOut _,
                    BridgeState.Ending _ ->
                    true;
            case BridgeState.AwaitingStart _,
                    BridgeState.HangingUp _,
                    BridgeState.Settling _,
                    BridgeState.Closed _ ->
                    false;
        };
    }

    void on(CallerEvent event) {
        switch (event) {
            case CallerEvent.Connected() -> start.connected();
            case CallerEvent.Started started -> start.started(started);
            case CallerEvent.Audio audio -> audio(audio);
            case CallerEvent.KeyPressed(char key) -> pressed(key);
            case CallerEvent.MarkEchoed(String name) -> echoed(name);
            case CallerEvent.Stopped() -> over();
            case CallerEvent.Gone() -> over();
            case CallerEvent.Refused(CloseCause cause) -> farewell.refuse(cause);
            case CallerEvent.Unknown() -> {}
        }
    }

    private void audio(CallerEvent.Audio audio) {
        if (listening()) {
            model.hear(audio);
        } else if (desk.state() instanceof BridgeState.AwaitingStart) {
            farewell.refuse(CloseCause.OUT_OF_ORDER);
        }
    }

    private void pressed(char key) {
        if (key == OPT_OUT_KEY) {
            optOut.heard(HeardBy.KEY);
        } else if (!recording.pressed(key) && desk.conversing() && model.ready()) {
            desk.add(new ModelCommand.Tell("The consumer pressed the key " + key + "."));
            if (!machines.holdsFloor()) {
                floor.offer(null);
            }
        }
    }

    private void echoed(String mark) {
        if (playout.awaits(mark)) {
            clock.marked();
        }
        if (playout.echoed(mark).contains(Utterance.OPENING)) {
            recording.noticeHeard();
            opening.heard();
        }
        farewell.hangUpWhenHeard();
    }

    private void over() {
        if (!optOut.gone()) {
            farewell.over();
        }
    }
}
