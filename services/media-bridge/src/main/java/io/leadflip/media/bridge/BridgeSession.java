package io.leadflip.media.bridge;

import io.leadflip.contracts.door.StreamBrief;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.value.Speaker;
import io.leadflip.media.bridge.PlatformCommand.HeardBy;
import io.leadflip.media.bridge.PlatformCommand.Measurement;
import io.leadflip.media.bridge.PlatformEvent.Person;
import java.util.List;
import java.util.function.DoubleSupplier;

/// One call on the bridge: takes what happened, and says what is to be done. The same events give
/// the same effects.
///
/// Three rules hold in every state. The model speaks only when the platform gave it the floor, and
/// never before the opening was heard to its end. What is told as said by the agent was heard. An
/// opt-out is committed before anything is said about it.
///
/// This class only says which part of the call an event concerns. Not thread-safe: one call lives
/// on one event loop.
public final class BridgeSession {
    private static final char OPT_OUT_KEY = '9';

    private final CallDesk desk;
    private final PreparedSpeech speech = new PreparedSpeech();
    private final Transcript transcript;
    private final UsageMeter usage;
    private final Playout playout;
    private final PlatformVoice voice;
    private final ModelConnection model;
    private final AgentFloor floor;
    private final Farewell farewell;
    private final OptOutRoute optOut;
    private final RecordingLeave recording;
    private final AgentTools tools;
    private final SilenceWatch silence;
    private final StreamStart start;
    private final ModelRecovery recovery;
    private final MachineWatch machines;
    private final TurnClock clock;
    private final Memory memory = new Memory();
    private boolean openingHeard;

    /// @param accountSid whose streams are served
    /// @param modelName the model's name, for the usage that is told at the end
    /// @param chance a number between 0 and 1, each time another
    public BridgeSession(
            BridgeRules rules, String accountSid, String modelName, DoubleSupplier chance) {
        desk = new CallDesk(rules);
        transcript = new Transcript(this::turn);
        usage = new UsageMeter(modelName);
        playout = new Playout(desk, speech, transcript);
        voice = new PlatformVoice(speech, playout);
        model = new ModelConnection(desk);
        floor = new AgentFloor(desk, playout, model);
        farewell = new Farewell(desk, playout, voice, floor, model, transcript, usage);
        optOut = new OptOutRoute(desk, playout, voice, floor, farewell);
        recording = new RecordingLeave(desk);
        tools = new AgentTools(desk, floor, optOut, transcript, recording);
        silence = new SilenceWatch(desk, playout, model, floor, tools, farewell);
        start = new StreamStart(desk, accountSid, farewell);
        clock = new TurnClock(desk);
        machines = new MachineWatch(desk, playout, voice, floor, farewell);
        recovery =
                new ModelRecovery(
                        desk, chance, playout, voice, model, floor, tools, transcript, farewell);
    }

    private void turn(Speaker speaker, String text, long startMs, long endMs, boolean interrupted) {
        memory.said(speaker, text);
        desk.tellTurn(speaker, text, startMs, endMs, interrupted);
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
            case CallerEvent caller -> caller(caller);
            case ModelEvent model -> model(model);
            case PlatformEvent platform -> platform(platform);
        }
        recovery.look(silence.look());
        return desk.take();
    }

    // --- audio that only passes

    /// Whether a frame of the caller goes to the model as it is: it listens, and nothing has to be
    /// put before the frame. It then counts as heard.
    public boolean hears(long timestampMs, long nowMs) {
        boolean wanted =
                switch (desk.state()) {
                    case BridgeState.Redeeming _,
                            BridgeState.Opening _,
                            BridgeState.Conversing _,
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

    // --- the phone's side

    private void caller(CallerEvent event) {
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
        switch (desk.state()) {
            case BridgeState.AwaitingStart _ -> farewell.refuse(CloseCause.OUT_OF_ORDER);
            case BridgeState.Redeeming _, BridgeState.Opening _, BridgeState.Conversing _ ->
                    model.hear(audio);
            case BridgeState.AtMachine _, BridgeState.OptingOut _, BridgeState.Ending _ ->
                    model.hear(audio);
            case BridgeState.HangingUp _, BridgeState.Settling _, BridgeState.Closed _ -> {}
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
        clock.marked();
        if (playout.echoed(mark).contains(Utterance.OPENING)) {
            openingHeard = true;
            recording.noticeHeard();
            giveFloorAfterOpening();
        }
        farewell.hangUpWhenHeard();
    }

    private void over() {
        if (!optOut.gone()) {
            farewell.over();
        }
    }

    // --- the model's side

    private void model(ModelEvent event) {
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
                machines.said(text);
                floor.callerSaid(text);
                farewell.concludeWhenWritten();
            }
            case ModelEvent.CallerNotUnderstood(String item) -> {
                transcript.callerNotUnderstood(item);
                machines.takenForPerson();
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
            case ModelEvent.AlreadySpeaking(String command) -> floor.refused(command);
            case ModelEvent.Complaint(String code) -> complained();
            case ModelEvent.Lost() -> modelLost();
            case ModelEvent.Refused(String code) -> modelRefused();
            case ModelEvent.Unknown() -> {}
        }
    }

    private void interjected(ModelEvent.CallerInterjected aside) {
        silence.callerBegan();
        recording.callerInterjected();
        transcript.callerBegan(aside.item(), model.inStream(aside.startMs()));
        transcript.callerStopped(aside.item(), model.inStream(aside.endMs()));
        transcript.callerSaid(aside.item(), aside.text());
        machines.said(aside.text());
        farewell.concludeWhenWritten();
    }

    /// Every confirmation is checked: a model that falls back to another format turns the call into
    /// noise.
    private void modelConfigured(boolean telephoneAudio) {
        if (!telephoneAudio) {
            recovery.refused();
        } else if (recovery.confirmed(memory)) {
            giveFloorAfterOpening();
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

    private void giveFloorAfterOpening() {
        if (desk.state() instanceof BridgeState.Opening && openingHeard && model.ready()) {
            desk.state(new BridgeState.Conversing());
            if (!machines.holdsFloor()) {
                floor.offer(null);
            }
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
    }

    private void keepToCostLimit() {
        if (desk.conversing() && desk.rules().costLimit().reached(usage.total())) {
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

    // --- our own side

    private void platform(PlatformEvent event) {
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
            case FIRST_WORDS -> machines.takenForPerson();
            case MESSAGE -> machines.messageDue();
            case ADVICE -> tools.adviceTooLate();
            case INTERRUPTION -> floor.meant();
            case IDLE -> silence.idle();
            case CALL -> farewell.endIfLive(MediaEndReason.TIME_LIMIT, Utterance.GOODBYE);
            case FAREWELL -> farewell.tooLong();
            case HANG_UP -> farewell.hungUp();
            case TRANSCRIPT -> farewell.settled();
        }
    }
}
