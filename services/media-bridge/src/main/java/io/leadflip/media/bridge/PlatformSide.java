package io.leadflip.media.bridge;

import io.leadflip.contracts.door.StreamBrief;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.media.bridge.PlatformCommand.HeardBy;
import io.leadflip.media.bridge.PlatformEvent.Person;

/// What our own side brings, answers to errands and timers: which part of the call it concerns.
final class PlatformSide {
    private final CallDesk desk;
    private final PreparedSpeech speech;
    private final PlatformVoice voice;
    private final ModelConnection model;
    private final AgentFloor floor;
    private final Farewell farewell;
    private final OptOutRoute optOut;
    private final AgentTools tools;
    private final SilenceWatch silence;
    private final StreamStart start;
    private final ModelRecovery recovery;
    private final MachineWatch machines;

    PlatformSide(CallParts call) {
        desk = call.desk;
        speech = call.speech;
        voice = call.voice;
        model = call.model;
        floor = call.floor;
        farewell = call.farewell;
        optOut = call.optOut;
        tools = call.tools;
        silence = call.silence;
        start = call.start;
        recovery = call.recovery;
        machines = call.machines;
    }

    void on(PlatformEvent event) {
        switch (event) {
            case PlatformEvent.Redeemed(StreamBrief brief) -> redeemed(brief);
            case PlatformEvent.RedemptionFailed(CloseCause cause) -> farewell.refuse(cause);
            case PlatformEvent.SpeechReady(Utterance utterance, byte[] mulaw) -> {
                speech.ready(utterance, mulaw);
                farewell.speak();
            }
            case PlatformEvent.SpeechFailed(Utterance utterance) -> {
                speech.failed(utterance);
                farewell.speak();
            }
            case PlatformEvent.AnsweredBy(Answerer who) -> machines.answeredBy(who);
            case PlatformEvent.OptOutCommitted() -> optOut.decided(Utterance.OPT_OUT_CONFIRMATION);
            case PlatformEvent.OptOutFailed() -> optOut.decided(Utterance.GOODBYE);
            case PlatformEvent.AppointmentNoted noted -> tools.appointmentNoted(noted);
            case PlatformEvent.HumanRequested(String call, Person person) -> {
                if (person == Person.COMES) {
                    farewell.handOver();
                } else {
                    tools.humanRequested(call, person == Person.CALLS_BACK);
                }
            }
            case PlatformEvent.RecordingAnswered answered -> tools.recordingAnswered(answered);
            case PlatformEvent.RecordingStopped(String call, boolean stopped) ->
                    tools.recordingStopped(call, stopped);
            case PlatformEvent.Advised(String call, String advice) -> tools.advised(call, advice);
            case PlatformEvent.HangUpAnswered() -> farewell.hungUp();
            case PlatformEvent.TimerFired(Timer timer) -> fired(timer);
            case PlatformEvent.Shutdown() -> farewell.refuse(CloseCause.SHUTDOWN);
        }
    }

    private void redeemed(StreamBrief brief) {
        if (!(desk.state() instanceof BridgeState.Redeeming(boolean wantsOut))) {
            return;
        }
        desk.brief(brief);
        start.told(speech);
        if (optOut.goneEarly()) {
            optOut.commitAfterwards();
            return;
        }
        start.open(speech, voice);
        machines.begin();
        if (wantsOut) {
            optOut.heard(HeardBy.KEY);
        } else {
            model.connect();
        }
    }

    private void fired(Timer timer) {
        switch (timer) {
            case START -> farewell.refuse(CloseCause.START_TOO_LATE);
            case MODEL_READY -> recovery.lost();
            case ANSWER -> {
                silence.answerTooLate();
                recovery.lost();
            }
            case RECONNECT -> recovery.again();
            case RECOVERY -> recovery.tooLong();
            case COMFORT -> recovery.comfort();
            case RECYCLE -> recovery.grownOld();
            case RECYCLE_NOW -> recovery.tooOld();
            case READ_ON -> model.readOn();
            case STALL -> model.maybeStalled();
            case WHO_ANSWERED -> machines.ask();
            case FIRST_WORDS -> machines.wordsTooLate();
            case MESSAGE -> machines.messageDue();
            case SCREENED -> machines.notPutThrough();
            case OPENING -> farewell.openingNotHeard();
            case TOOLS -> tools.tooLate();
            case INTERRUPTION -> floor.meant();
            case IDLE -> silence.idle();
            case CALL -> farewell.endIfLive(MediaEndReason.TIME_LIMIT, Utterance.GOODBYE);
            case FAREWELL -> farewell.tooLong();
            case HANG_UP -> farewell.hungUp();
            case TRANSCRIPT -> farewell.settled();
        }
    }
}
