package io.leadflip.media.bridge;

/// Between the opening and the conversation: the agent gets the floor when the opening was heard to
/// its end and the model is there, whichever comes last.
final class OpeningGate {
    private final CallDesk desk;
    private final ModelConnection model;
    private final AgentFloor floor;
    private final MachineWatch machines;
    private boolean heard;

    OpeningGate(CallDesk desk, ModelConnection model, AgentFloor floor, MachineWatch machines) {
        this.desk = desk;
        this.model = model;
        this.floor = floor;
        this.machines = machines;
    }

    void heard() {
        heard = true;
        pass();
    }

    /// The model is there, perhaps again.
    void modelReady() {
        pass();
    }

    private void pass() {
        if (desk.state() instanceof BridgeState.Opening && heard && model.ready()) {
            desk.state(new BridgeState.Conversing());
            if (!machines.holdsFloor()) {
                floor.offer(null);
            }
        }
    }
}
