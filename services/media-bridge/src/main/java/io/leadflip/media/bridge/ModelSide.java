package io.leadflip.media.bridge;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.ModelUsage;
import io.leadflip.contracts.value.OptOutPhrases;
import io.leadflip.media.bridge.PlatformCommand.HeardBy;
import io.leadflip.media.bridge.PlatformCommand.Measurement;

/// What the voice model brings: which parts of the call it concerns.
final class ModelSide {
    private final CallDesk desk;
    private final Transcript transcript;
    private final UsageMeter usage;
    private final Playout playout;
    private final ModelConnection model;
    private final AgentFloor floor;
    private final Farewell farewell;
    private final OptOutRoute optOut;
    private final AgentTools tools;
    private final RecordingLeave recording;
    private final SilenceWatch silence;
    private final ModelRecovery recovery;
    private final MachineWatch machines;
    private final TurnClock clock;
    private final Memory memory;
    private final OpeningGate opening;

    ModelSide(CallParts call) {
        desk = call.desk;
        transcript = call.transcript;
        usage = call.usage;
        playout = call.playout;
        model = call.model;
        floor = call.floor;
        farewell = call.farewell;
        optOut = call.optOut;
        tools = call.tools;
        recording = call.recording;
        silence = call.silence;
        recovery = call.recovery;
        machines = call.machines;
        clock = call.clock;
        memory = call.memory;
        opening = call.opening;
    }

    void on(ModelEvent event) {
        switch (event) {
            case ModelEvent.Opened() -> model.opened();
            case ModelEvent.Configured(boolean telephoneAudio) -> modelConfigured(telephoneAudio);
            case ModelEvent.SpeechStarted(String item, long atMs) -> {
                silence.callerBegan();
                recording.callerBegan();
                transcript.callerBegan(item, model.inStream(atMs));
                floor.callerBegan();
                model.callerBegan();
                machines.callerBegan();
                clock.callerBegan();
            }
            case ModelEvent.SpeechStopped(String item, long atMs) -> {
                model.callerPaused();
                recording.callerPaused();
                floor.callerPaused();
                machines.callerPaused();
                clock.callerStopped();
                transcript.callerStopped(item, model.inStream(atMs));
            }
            case ModelEvent.TurnTaken(String item) -> turnTaken();
            case ModelEvent.CallerSaid(String item, String text) -> {
                transcript.callerSaid(item, text);
                heed(text);
                machines.said(text);
                floor.callerSaid(text);
                farewell.concludeWhenWritten();
            }
            case ModelEvent.CallerNotUnderstood(String item) -> {
                transcript.callerNotUnderstood(item);
                machines.notUnderstood();
                floor.callerSaid("");
                farewell.concludeWhenWritten();
            }
            case ModelEvent.CallerInterjected aside -> interjected(aside);
            case ModelEvent.ResponseStarted(String response) -> {
                clock.responseStarted();
                floor.started(response);
            }
            case ModelEvent.Audio audio -> {
                floor.audio(audio);
                clock.played();
            }
            case ModelEvent.AudioDone(String response, String item) -> playout.done(item);
            case ModelEvent.Words(String item, String text) -> transcript.words(item, text);
            case ModelEvent.WordsDone(String item, String text) -> transcript.wordsDone(item, text);
            case ModelEvent.ToolCalled called -> tools.called(called);
            case ModelEvent.ResponseEnded ended -> responseEnded(ended);
            case ModelEvent.Used(ModelUsage used) -> {
                usage.add(used);
                keepToCostLimit();
            }
            case ModelEvent.Lasted(double seconds) -> {
                usage.lasted(seconds);
                keepToCostLimit();
            }
            case ModelEvent.AlreadySpeaking(String command) -> floor.refused(command);
            case ModelEvent.Complaint(String code) -> complained();
            case ModelEvent.Lost() -> modelLost();
            case ModelEvent.Refused(String code) -> modelRefused();
            case ModelEvent.Unknown() -> {}
        }
    }

    /// Some words are heeded whatever the model makes of them: it has a tool for whoever wants no
    /// more calls, and may answer with an apology instead.
    private void heed(String said) {
        if (OptOutPhrases.inSpeech(said)) {
            optOut.heard(HeardBy.VOICE);
        } else if (desk.conversing() && EmergencyWords.heard(said)) {
            desk.measure(Measurement.EMERGENCY, 1);
            farewell.end(MediaEndReason.EMERGENCY, Utterance.EMERGENCY);
        }
    }

    private void interjected(ModelEvent.CallerInterjected aside) {
        silence.callerBegan();
        recording.callerInterjected();
        transcript.callerBegan(aside.item(), model.inStream(aside.startMs()));
        transcript.callerStopped(aside.item(), model.inStream(aside.endMs()));
        transcript.callerSaid(aside.item(), aside.text());
        heed(aside.text());
        machines.said(aside.text());
        farewell.concludeWhenWritten();
    }

    /// Every confirmation is checked: a model that falls back to another format turns the call into
    /// noise.
    private void modelConfigured(boolean telephoneAudio) {
        if (!telephoneAudio) {
            recovery.refused();
        } else if (recovery.confirmed(memory)) {
            opening.modelReady();
        }
    }

    /// A complaint before the session is confirmed is about its configuration: there will be no
    /// confirmation.
    private void complained() {
        desk.measure(Measurement.COMPLAINT, 1);
        if (model.configuring()) {
            recovery.refused();
        }
    }

    private void turnTaken() {
        if (machines.holdsFloor()) {
            floor.callerPaused();
            machines.turnTaken();
        } else {
            floor.turnTaken();
        }
    }

    private void responseEnded(ModelEvent.ResponseEnded ended) {
        usage.add(ended.usage());
        transcript.responseEnded();
        desk.measure(Measurement.IN_FLIGHT_MS, playout.unplayedMs());
        if (ended.result() == ModelEvent.Result.COMPLETED) {
            recovery.answered();
        }
        switch (floor.ended(ended)) {
            case NOTHING -> {}
            case LEAVES -> farewell.afterAgentsGoodbye();
            case LEAVES_SILENTLY -> farewell.end(MediaEndReason.AGENT_ENDED, Utterance.GOODBYE);
            case FAILED -> recovery.lost();
            case REFUSED -> modelRefused();
        }
        tools.answerWithFloor();
        keepToCostLimit();
        farewell.concludeWhenWritten();
    }

    private void keepToCostLimit() {
        if (desk.conversing() && usage.reaches(desk.rules().costLimit())) {
            desk.measure(Measurement.COST_LIMIT, 1);
            farewell.end(MediaEndReason.COST_LIMIT, Utterance.GOODBYE);
        }
    }

    private void modelLost() {
        if (!farewell.settled()) {
            recovery.lost();
        }
    }

    private void modelRefused() {
        desk.measure(Measurement.MODEL_REFUSED, 1);
        if (!farewell.settled()) {
            recovery.refused();
        }
    }
}
