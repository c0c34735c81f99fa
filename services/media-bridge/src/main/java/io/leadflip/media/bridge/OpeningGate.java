package io.leadflip.media.bridge;

import java.util.function.BooleanSupplier;

/// Between the opening and the conversation: the agent gets the floor when the opening was heard to
/// its end and the model is there, whichever comes last. Whoever comes to the line later hears the
/// opening, too.
final class OpeningGate {
    private static final String PUT_THROUGH =
            "A call screening service answered first and was told who is calling. A person comes to the line now and hears the opening.";

    private final CallDesk desk;
    private final PlatformVoice voice;
    private final ModelConnection model;
    private final AgentFloor floor;
    private final Farewell farewell;
    private final BooleanSupplier agentWaits;
    private boolean heard;

    /// @param agentWaits whether the agent may not speak yet although nothing else is in the way
    OpeningGate(
            CallDesk desk,
            PlatformVoice voice,
            ModelConnection model,
            AgentFloor floor,
            Farewell farewell,
            BooleanSupplier agentWaits) {
        this.desk = desk;
        this.voice = voice;
        this.model = model;
        this.floor = floor;
        this.farewell = farewell;
        this.agentWaits = agentWaits;
    }

    void heard() {
        heard = true;
        desk.cancel(Timer.OPENING);
        pass();
    }

    /// The model is there, perhaps again.
    void modelReady() {
        pass();
    }

    private void pass() {
        if (desk.state() instanceof BridgeState.Opening && heard && model.ready()) {
            converse();
        }
    }

    private void converse() {
        desk.state(new BridgeState.Conversing());
        if (!agentWaits.getAsBoolean()) {
            floor.offer(null);
        }
    }

    /// What was taken for a machine is a person, who may have heard only a part of the opening.
    void toPerson() {
        if (heard) {
            converse();
        } else {
            open();
        }
    }

    /// A person comes to the line whom a machine had asked us to wait for.
    void toNextPerson() {
        heard = false;
        if (model.ready()) {
            desk.add(new ModelCommand.Tell(PUT_THROUGH));
        }
        open();
    }

    private void open() {
        desk.state(new BridgeState.Opening());
        voice.want(Utterance.OPENING);
        farewell.speak();
    }
}
