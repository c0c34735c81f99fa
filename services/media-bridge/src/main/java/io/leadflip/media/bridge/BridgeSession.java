package io.leadflip.media.bridge;

import io.leadflip.contracts.door.StreamBrief;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.value.Speaker;
import io.leadflip.media.bridge.PlatformCommand.HeardBy;
import io.leadflip.media.bridge.PlatformCommand.Measurement;
import io.leadflip.media.playback.PlaybackLedger;
import io.leadflip.media.playback.PlaybackLedger.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// One call on the bridge: takes what happened, and says what is to be done. The same events give
/// the same effects.
///
/// Three rules hold in every state. The model speaks only when the platform gave it the floor, and
/// never before the opening was heard to its end. What is told as said by the agent was heard. An
/// opt-out is committed before anything is said about it.
///
/// Not thread-safe: one call lives on one event loop.
public final class BridgeSession {
    private static final int CHUNK_BYTES = 4_000;
    private static final char OPT_OUT_KEY = '9';
    private static final String NUDGE =
            "The other person has been silent for a while. Ask in one short sentence whether they are still there.";
    private static final String DONE = "{\"status\":\"done\"}";

    private final BridgeRules rules;
    private final String accountSid;
    private final List<BridgeEffect> effects = new ArrayList<>();
    private final ResponseSequencer sequencer = new ResponseSequencer();
    private final ToolRound tools = new ToolRound();
    private final PreparedSpeech speech = new PreparedSpeech();
    private final Transcript transcript = new Transcript(this::tellTurn);
    private final PlaybackLedger ledger;
    private final CallerEar ear;
    private final UsageMeter usage;

    private BridgeState state = new BridgeState.AwaitingStart(false);
    private ModelLink link = ModelLink.NONE;
    private StreamBrief brief;
    private String streamSid;
    private long now;
    private long startedAt;
    private int facts;
    private boolean firstAudioSent;
    private boolean openingHeard;
    private Utterance due;
    private Utterance lastWords;
    private boolean goneEarly;
    private boolean callerSpeaking;
    private boolean idleArmed;
    private boolean answerOwed;
    private int nudges;
    private int failures;
    private String floor;
    private String lastItem;
    private boolean spoke;
    private boolean leaving;

    /// @param accountSid whose streams are served
    /// @param model the model's name, for the usage that is told at the end
    public BridgeSession(BridgeRules rules, String accountSid, String model) {
        this.rules = rules;
        this.accountSid = accountSid;
        this.ledger = new PlaybackLedger(rules.markEvery().toMillis());
        this.ear = new CallerEar(rules.ringFrames());
        this.usage = new UsageMeter(model);
    }

    public BridgeState state() {
        return state;
    }

    /// The stream's socket is open.
    public List<BridgeEffect> open(long nowMs) {
        now = nowMs;
        start(Timer.START, rules.startWithin());
        return take();
    }

    /// @param nowMs of a clock that never goes back
    public List<BridgeEffect> on(BridgeEvent event, long nowMs) {
        now = nowMs;
        switch (event) {
            case CallerEvent caller -> caller(caller);
            case ModelEvent model -> model(model);
            case PlatformEvent platform -> platform(platform);
        }
        watchSilence();
        watchModel();
        return take();
    }

    private List<BridgeEffect> take() {
        List<BridgeEffect> taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }

    // --- the phone's side

    private void caller(CallerEvent event) {
        switch (event) {
            case CallerEvent.Connected() -> connected();
            case CallerEvent.Started started -> started(started);
            case CallerEvent.Audio audio -> audio(audio);
            case CallerEvent.KeyPressed(char key) -> pressed(key);
            case CallerEvent.MarkEchoed(String name) -> echoed(name);
            case CallerEvent.Stopped() -> over();
            case CallerEvent.Gone() -> over();
            case CallerEvent.Refused(CloseCause cause) -> refuse(cause);
            case CallerEvent.Unknown() -> {}
        }
    }

    private void connected() {
        if (state instanceof BridgeState.AwaitingStart(boolean connected) && !connected) {
            state = new BridgeState.AwaitingStart(true);
        } else {
            refuse(CloseCause.OUT_OF_ORDER);
        }
    }

    private void started(CallerEvent.Started started) {
        Optional<CloseCause> fault = fault(started);
        if (fault.isPresent()) {
            refuse(fault.get());
            return;
        }
        cancel(Timer.START);
        streamSid = started.streamSid();
        startedAt = now;
        state = new BridgeState.Redeeming(false);
        add(new PlatformCommand.Redeem(started.token(), started.callSid(), streamSid));
    }

    private Optional<CloseCause> fault(CallerEvent.Started started) {
        if (!(state instanceof BridgeState.AwaitingStart(boolean connected)) || !connected) {
            return Optional.of(CloseCause.OUT_OF_ORDER);
        }
        if (!accountSid.equals(started.accountSid())) {
            return Optional.of(CloseCause.WRONG_ACCOUNT);
        }
        boolean telephone =
                "audio/x-mulaw".equals(started.encoding())
                        && started.sampleRate() == 8000
                        && started.channels() == 1;
        if (!telephone) {
            return Optional.of(CloseCause.WRONG_FORMAT);
        }
        return started.token() == null || started.token().isBlank()
                ? Optional.of(CloseCause.NO_TOKEN)
                : Optional.empty();
    }

    private void audio(CallerEvent.Audio audio) {
        switch (state) {
            case BridgeState.AwaitingStart awaiting -> refuse(CloseCause.OUT_OF_ORDER);
            case BridgeState.Redeeming _, BridgeState.Opening _, BridgeState.Conversing _ ->
                    hear(audio);
            case BridgeState.OptingOut _, BridgeState.Ending _ -> hear(audio);
            case BridgeState.HangingUp _, BridgeState.Settling _, BridgeState.Closed _ -> {}
        }
    }

    private void hear(CallerEvent.Audio audio) {
        if (ear.hear(audio, payload -> add(new ModelCommand.Hear(payload)))) {
            measure(Measurement.RING_DROP, 1);
        }
    }

    private void pressed(char key) {
        if (key == OPT_OUT_KEY) {
            optOut(HeardBy.KEY);
        }
    }

    private void echoed(String mark) {
        for (Heard heard : ledger.echoed(mark, now)) {
            if (Utterance.isItem(heard.item())) {
                platformHeard(heard);
            } else {
                transcript.heard(heard, startedAt);
            }
        }
        if (state instanceof BridgeState.Ending(MediaEndReason reason)) {
            hangUpWhenHeard(reason);
        }
    }

    private void platformHeard(Heard heard) {
        Utterance utterance = Utterance.ofItem(heard.item());
        transcript.platform(speech.text(utterance), heard, startedAt);
        if (utterance == Utterance.OPENING && heard.complete()) {
            openingHeard = true;
            giveFloorAfterOpening();
        }
    }

    /// Ends a stream that cannot be served. A call that had begun is told as failed by the
    /// platform.
    private void refuse(CloseCause cause) {
        switch (state) {
            case BridgeState.AwaitingStart _, BridgeState.Redeeming _ -> {
                add(new CallerCommand.Close(cause));
                release();
            }
            case BridgeState.Opening _, BridgeState.Conversing _ ->
                    settle(MediaEndReason.PLATFORM_FAILED, cause);
            case BridgeState.OptingOut _ -> settle(MediaEndReason.OPTED_OUT, cause);
            case BridgeState.Ending(MediaEndReason reason) -> settle(reason, cause);
            case BridgeState.HangingUp(MediaEndReason reason) -> settle(reason, cause);
            case BridgeState.Settling _, BridgeState.Closed _ -> {}
        }
    }

    /// The stream is over, by the caller or because the call was ended for us.
    private void over() {
        switch (state) {
            case BridgeState.Opening _, BridgeState.Conversing _ ->
                    settle(MediaEndReason.CALLER_HUNG_UP, CloseCause.DONE);
            // Whoever pressed the key and hung up is still to be opted out, once we know who it is.
            case BridgeState.Redeeming(boolean optOut) when optOut -> goneEarly = true;
            case BridgeState _ -> refuse(CloseCause.DONE);
        }
    }

    // --- the model's side

    private void model(ModelEvent event) {
        switch (event) {
            case ModelEvent.Opened() -> modelOpened();
            case ModelEvent.Configured(boolean telephoneAudio) -> modelConfigured(telephoneAudio);
            case ModelEvent.SpeechStarted(String item, long atMs) -> speechStarted(item, atMs);
            case ModelEvent.SpeechStopped(String item, long atMs) -> {
                callerSpeaking = false;
                transcript.callerStopped(item, ear.originMs() + atMs);
            }
            case ModelEvent.TurnTaken(String item) -> turnTaken();
            case ModelEvent.CallerSaid(String item, String text) -> {
                transcript.callerSaid(item, text);
                concludeWhenWritten();
            }
            case ModelEvent.CallerNotUnderstood(String item) -> {
                transcript.callerNotUnderstood(item);
                concludeWhenWritten();
            }
            case ModelEvent.ResponseStarted(String response) -> responseStarted(response);
            case ModelEvent.Audio audio -> agentAudio(audio);
            case ModelEvent.AudioDone(String response, String item) -> itemDone(item);
            case ModelEvent.Words(String item, String text) -> transcript.words(item, text);
            case ModelEvent.WordsDone(String item, String text) -> transcript.wordsDone(item, text);
            case ModelEvent.ToolCalled called -> toolCalled(called);
            case ModelEvent.ResponseEnded ended -> responseEnded(ended);
            case ModelEvent.AlreadySpeaking(String command) -> sequencer.refused(command);
            case ModelEvent.Complaint(String code) -> complained();
            case ModelEvent.Lost() -> modelLost();
            case ModelEvent.Unknown() -> {}
        }
    }

    private void modelOpened() {
        if (link == ModelLink.CONNECTING) {
            link = ModelLink.CONFIGURING;
            add(new ModelCommand.Configure(brief.instructions(), brief.language()));
        }
    }

    /// Every confirmation is checked: a model that falls back to another format turns the call into
    /// noise.
    private void modelConfigured(boolean telephoneAudio) {
        if (!telephoneAudio) {
            modelFailed();
        } else if (link == ModelLink.CONFIGURING) {
            link = ModelLink.READY;
            cancel(Timer.MODEL_READY);
            ear.open(payload -> add(new ModelCommand.Hear(payload)));
            giveFloorAfterOpening();
        }
    }

    /// A complaint before the session is confirmed is about its configuration: there will be no
    /// confirmation.
    private void complained() {
        measure(Measurement.COMPLAINT, 1);
        if (link == ModelLink.CONFIGURING) {
            modelFailed();
        }
    }

    private void giveFloorAfterOpening() {
        if (state instanceof BridgeState.Opening && openingHeard && link == ModelLink.READY) {
            state = new BridgeState.Conversing();
            if (!callerSpeaking) {
                want(null);
            }
        }
    }

    private void speechStarted(String item, long atMs) {
        callerSpeaking = true;
        nudges = 0;
        transcript.callerBegan(item, ear.originMs() + atMs);
        if (state instanceof BridgeState.Conversing && !leaving) {
            interrupt();
        }
    }

    private void interrupt() {
        sequencer.giveWay();
        floor = null;
        if (!ledger.speaking()) {
            return;
        }
        add(new CallerCommand.Clear());
        measure(Measurement.INTERRUPTION, 1);
        for (Heard cut : ledger.interrupt(now)) {
            transcript.cut(cut, startedAt);
            forgetUnheard(cut);
        }
    }

    /// The model must not believe it said what nobody heard.
    private void forgetUnheard(Heard cut) {
        if (cut.complete()) {
            return;
        }
        measure(Measurement.TRUNCATION, 1);
        add(
                cut.heardMs() == 0
                        ? new ModelCommand.Forget(cut.item())
                        : new ModelCommand.Truncate(cut.item(), cut.heardMs()));
    }

    private void turnTaken() {
        callerSpeaking = false;
        if (state instanceof BridgeState.Conversing && !leaving) {
            want(null);
        }
    }

    private void want(String hint) {
        sequencer.want(hint).ifPresent(this::add);
    }

    private void responseStarted(String response) {
        Optional<ModelCommand> overtaken = sequencer.started();
        boolean welcome = overtaken.isEmpty() && state instanceof BridgeState.Conversing;
        floor = welcome ? response : null;
        lastItem = null;
        spoke = false;
        if (!welcome && link == ModelLink.READY) {
            add(new ModelCommand.Cancel());
        }
    }

    private void agentAudio(ModelEvent.Audio audio) {
        if (!audio.response().equals(floor)) {
            return;
        }
        if (ledger.unplayedMs(now) > rules.inFlight().toMillis()) {
            floor = null;
            measure(Measurement.RUNAWAY_RESPONSE, 1);
            add(new ModelCommand.Cancel());
            itemDone(audio.item());
            return;
        }
        if (lastItem != null && !lastItem.equals(audio.item())) {
            itemDone(lastItem);
        }
        lastItem = audio.item();
        spoke = true;
        play(audio.item(), audio.payload(), audio.bytes());
    }

    private void itemDone(String item) {
        ledger.finished(item).ifPresent(mark -> add(new CallerCommand.Mark(mark)));
    }

    private void play(String item, String payload, int bytes) {
        if (!firstAudioSent) {
            firstAudioSent = true;
            measure(Measurement.FIRST_AUDIO_MS, now - startedAt);
        }
        add(new CallerCommand.Play(payload));
        ledger.sent(item, bytes, now).ifPresent(mark -> add(new CallerCommand.Mark(mark)));
    }

    private void responseEnded(ModelEvent.ResponseEnded ended) {
        usage.add(ended.usage());
        transcript.responseEnded();
        if (lastItem != null) {
            itemDone(lastItem);
        }
        Optional<ModelCommand> next = sequencer.ended();
        if (!(state instanceof BridgeState.Conversing)) {
            return;
        }
        next.ifPresent(this::add);
        switch (ended.result()) {
            case FAILED -> responseFailed(ended.hopeless());
            case CANCELLED -> stay();
            case COMPLETED, INCOMPLETE -> {
                failures = 0;
                leave();
            }
        }
        answerWithFloor();
    }

    private void responseFailed(boolean hopeless) {
        leaving = false;
        failures++;
        if (hopeless || failures > 1) {
            modelFailed();
        } else if (!callerSpeaking && sequencer.idle()) {
            want(null);
        }
    }

    /// The caller spoke into the agent's goodbye while it was still being made: the conversation
    /// goes on.
    private void stay() {
        if (leaving) {
            leaving = false;
            interrupt();
        }
    }

    private void leave() {
        if (!leaving) {
            return;
        }
        if (spoke || ledger.speaking()) {
            ending(MediaEndReason.AGENT_ENDED);
            hangUpWhenHeard(MediaEndReason.AGENT_ENDED);
        } else {
            end(MediaEndReason.AGENT_ENDED, Utterance.GOODBYE);
        }
    }

    private void modelLost() {
        if (state instanceof BridgeState.Settling(MediaEndReason reason)) {
            conclude(reason);
        } else {
            modelFailed();
        }
    }

    private void modelFailed() {
        if (link == ModelLink.GONE) {
            return;
        }
        link = ModelLink.GONE;
        add(new ModelCommand.Close());
        switch (state) {
            case BridgeState.Opening _, BridgeState.Conversing _ ->
                    end(MediaEndReason.MODEL_FAILED, Utterance.GOODBYE);
            case BridgeState _ -> {}
        }
    }

    // --- what the agent does beside speaking

    private void toolCalled(ModelEvent.ToolCalled called) {
        AgentTool tool = AgentTool.read(called.name(), called.arguments());
        // An opt-out counts whenever it is heard, even when the call is ending for another reason.
        if (!(state instanceof BridgeState.Conversing) && !(tool instanceof AgentTool.OptOut)) {
            return;
        }
        switch (tool) {
            case AgentTool.EndCall() -> leaving = called.response().equals(floor);
            case AgentTool.OptOut() -> optOut(HeardBy.VOICE);
            case AgentTool.RequestHuman() ->
                    noted(called.call(), "[noted] The consumer asked for a person.");
            case AgentTool.RecordOutcome outcome -> noted(called.call(), wordsOf(outcome));
            case AgentTool.BookAppointment(String start, String note) -> {
                tools.called(called.call());
                add(new PlatformCommand.NoteAppointment(called.call(), start, note));
            }
            case AgentTool.Unusable(String problem) -> {
                tools.called(called.call());
                answer(called.call(), "{\"error\":\"" + problem + "\"}");
            }
        }
    }

    private static String wordsOf(AgentTool.RecordOutcome outcome) {
        return "[noted] outcome %s; interest %s; %s; next: %s"
                .formatted(
                        outcome.outcome(),
                        outcome.interest(),
                        outcome.summary(),
                        outcome.nextAction());
    }

    private void noted(String call, String words) {
        transcript.note(words, now - startedAt);
        tools.called(call);
        answer(call, DONE);
    }

    private void appointmentNoted(PlatformEvent.AppointmentNoted noted) {
        if (state instanceof BridgeState.Conversing && tools.open()) {
            answer(
                    noted.call(),
                    noted.stored()
                            ? DONE
                            : "{\"error\":\"The appointment could not be written down; a person will confirm it.\"}");
        }
    }

    private void answer(String call, String output) {
        if (tools.answered(call)) {
            add(new ModelCommand.AnswerTool(call, output));
            answerWithFloor();
        }
    }

    private void answerWithFloor() {
        boolean free = state instanceof BridgeState.Conversing && sequencer.idle() && !leaving;
        if (free && tools.takeFloor() && !callerSpeaking) {
            want(null);
        }
    }

    // --- our own side

    private void platform(PlatformEvent event) {
        switch (event) {
            case PlatformEvent.Redeemed(StreamBrief redeemed) -> redeemed(redeemed);
            case PlatformEvent.RedemptionFailed(CloseCause cause) -> refuse(cause);
            case PlatformEvent.SpeechReady(Utterance utterance, byte[] mulaw) -> {
                speech.ready(utterance, mulaw);
                sayDue();
            }
            case PlatformEvent.SpeechFailed(Utterance utterance) -> {
                speech.failed(utterance);
                sayDue();
            }
            case PlatformEvent.OptOutCommitted() -> optedOut(Utterance.OPT_OUT_CONFIRMATION);
            case PlatformEvent.OptOutFailed() -> optedOut(Utterance.GOODBYE);
            case PlatformEvent.AppointmentNoted noted -> appointmentNoted(noted);
            case PlatformEvent.HangUpAnswered() -> hungUp();
            case PlatformEvent.TimerFired(Timer timer) -> fired(timer);
            case PlatformEvent.Shutdown() -> refuse(CloseCause.SHUTDOWN);
        }
    }

    private void redeemed(StreamBrief redeemed) {
        if (!(state instanceof BridgeState.Redeeming(boolean optOut))) {
            return;
        }
        brief = redeemed;
        speech.write(brief);
        add(new PlatformCommand.TellStarted(++facts, streamSid));
        if (goneEarly) {
            add(new PlatformCommand.CommitOptOut(HeardBy.KEY));
            settle(MediaEndReason.OPTED_OUT, CloseCause.DONE);
            return;
        }
        for (Utterance utterance : Utterance.values()) {
            add(new PlatformCommand.Prepare(utterance, speech.text(utterance), brief.language()));
        }
        start(Timer.CALL, Duration.ofSeconds(brief.maxSeconds()));
        state = new BridgeState.Opening();
        due = Utterance.OPENING;
        if (optOut) {
            optOut(HeardBy.KEY);
        } else {
            link = ModelLink.CONNECTING;
            start(Timer.MODEL_READY, rules.modelReadyWithin());
            add(new ModelCommand.Connect());
        }
    }

    private void sayDue() {
        if (due == null) {
            return;
        }
        byte[] audio = speech.audio(due);
        if (audio != null) {
            say(due, audio);
        } else if (speech.unspeakable(due)) {
            unspeakable();
        }
    }

    private void say(Utterance utterance, byte[] audio) {
        due = lastWords;
        lastWords = null;
        for (int from = 0; from < audio.length; from += CHUNK_BYTES) {
            byte[] chunk =
                    Arrays.copyOfRange(audio, from, Math.min(from + CHUNK_BYTES, audio.length));
            play(utterance.item(), Base64.getEncoder().encodeToString(chunk), chunk.length);
        }
        itemDone(utterance.item());
        if (state instanceof BridgeState.Ending(MediaEndReason reason)
                && reason != MediaEndReason.OPTED_OUT) {
            start(Timer.FAREWELL, rules.farewellWithin().plusMillis(ledger.unplayedMs(now)));
        }
        sayDue();
    }

    /// Without the opening nothing may be said at all; without last words the call just ends.
    private void unspeakable() {
        due = null;
        lastWords = null;
        switch (state) {
            case BridgeState.Opening _ -> hangUp(MediaEndReason.PLATFORM_FAILED);
            case BridgeState.Ending(MediaEndReason reason) -> hangUpWhenHeard(reason);
            case BridgeState _ -> {}
        }
    }

    private void optOut(HeardBy heardBy) {
        switch (state) {
            case BridgeState.Redeeming _ -> state = new BridgeState.Redeeming(true);
            case BridgeState.Opening _, BridgeState.Conversing _ -> commitOptOut(heardBy);
            case BridgeState.Ending(MediaEndReason reason)
                    when reason != MediaEndReason.OPTED_OUT ->
                    commitOptOut(heardBy);
            case BridgeState.HangingUp(MediaEndReason reason)
                    when reason != MediaEndReason.OPTED_OUT -> {
                state = new BridgeState.HangingUp(MediaEndReason.OPTED_OUT);
                add(new PlatformCommand.CommitOptOut(heardBy));
            }
            case BridgeState.Settling(MediaEndReason reason)
                    when reason != MediaEndReason.OPTED_OUT -> {
                state = new BridgeState.Settling(MediaEndReason.OPTED_OUT);
                add(new PlatformCommand.CommitOptOut(heardBy));
            }
            case BridgeState _ -> {}
        }
    }

    private void commitOptOut(HeardBy heardBy) {
        silence();
        due = null;
        lastWords = null;
        state = new BridgeState.OptingOut();
        add(new PlatformCommand.CommitOptOut(heardBy));
        start(Timer.FAREWELL, rules.farewellWithin());
    }

    private void optedOut(Utterance words) {
        if (state instanceof BridgeState.OptingOut) {
            end(MediaEndReason.OPTED_OUT, words);
            start(Timer.FAREWELL, rules.optOutWithin());
        }
    }

    /// Nobody says anything more; what was still to be heard is thrown away.
    private void silence() {
        floor = null;
        if (link == ModelLink.READY) {
            sequencer.silence().ifPresent(this::add);
        }
        if (ledger.speaking()) {
            add(new CallerCommand.Clear());
            writeDownCut();
        }
    }

    private void writeDownCut() {
        for (Heard cut : ledger.interrupt(now)) {
            if (Utterance.isItem(cut.item())) {
                transcript.platform(speech.text(Utterance.ofItem(cut.item())), cut, startedAt);
            } else {
                transcript.cut(cut, startedAt);
            }
        }
    }

    /// Ends the call with words of the platform. They follow an opening that is still playing or
    /// being rendered, for nobody may be spoken to without it, and take the floor from the agent.
    private void end(MediaEndReason reason, Utterance words) {
        if (state instanceof BridgeState.Conversing) {
            silence();
        }
        ending(reason);
        if (due == Utterance.OPENING) {
            lastWords = words;
        } else {
            due = words;
        }
        sayDue();
    }

    private void ending(MediaEndReason reason) {
        state = new BridgeState.Ending(reason);
        cancel(Timer.MODEL_READY);
        start(Timer.FAREWELL, rules.farewellWithin().plusMillis(ledger.unplayedMs(now)));
    }

    private void hangUpWhenHeard(MediaEndReason reason) {
        if (due == null && !ledger.speaking()) {
            hangUp(reason);
        }
    }

    private void hangUp(MediaEndReason reason) {
        cancel(Timer.FAREWELL);
        state = new BridgeState.HangingUp(reason);
        add(new PlatformCommand.HangUp(reason));
        start(Timer.HANG_UP, rules.hangUpWithin());
    }

    private void hungUp() {
        if (state instanceof BridgeState.HangingUp(MediaEndReason reason)) {
            settle(reason, CloseCause.DONE);
        }
    }

    private void fired(Timer timer) {
        switch (timer) {
            case START -> refuse(CloseCause.START_TOO_LATE);
            case MODEL_READY -> modelFailed();
            case ANSWER -> {
                answerOwed = false;
                modelFailed();
            }
            case IDLE -> idle();
            case CALL -> timeUp();
            case FAREWELL -> farewellTooLong();
            case HANG_UP -> hungUp();
            case TRANSCRIPT -> settled();
        }
    }

    private void idle() {
        idleArmed = false;
        if (!(state instanceof BridgeState.Conversing)) {
            return;
        }
        if (nudges++ == 0) {
            want(NUDGE);
        } else {
            end(MediaEndReason.IDLE, Utterance.GOODBYE);
        }
    }

    private void timeUp() {
        switch (state) {
            case BridgeState.Opening _, BridgeState.Conversing _ ->
                    end(MediaEndReason.TIME_LIMIT, Utterance.GOODBYE);
            case BridgeState _ -> {}
        }
    }

    private void farewellTooLong() {
        switch (state) {
            case BridgeState.Ending(MediaEndReason reason) -> hangUp(reason);
            case BridgeState.OptingOut _ -> hangUp(MediaEndReason.OPTED_OUT);
            case BridgeState _ -> {}
        }
    }

    /// Silence is measured by speech, not by frames: those come as long as the phone is off the
    /// hook.
    private void watchSilence() {
        boolean silent =
                state instanceof BridgeState.Conversing
                        && !callerSpeaking
                        && !ledger.speaking()
                        && sequencer.idle()
                        && !tools.open();
        if (silent && !idleArmed) {
            start(Timer.IDLE, rules.idleAfter());
        } else if (!silent && idleArmed) {
            cancel(Timer.IDLE);
        }
        idleArmed = silent;
    }

    /// A model that was given the floor and is not heard leaves the caller in silence: it counts as
    /// lost, whether it complained, hangs, or its connection does.
    private void watchModel() {
        boolean owed =
                state instanceof BridgeState.Conversing
                        && !sequencer.idle()
                        && ledger.unplayedMs(now) == 0;
        if (owed && !answerOwed) {
            start(Timer.ANSWER, rules.answerWithin());
        } else if (!owed && answerOwed) {
            cancel(Timer.ANSWER);
        }
        answerOwed = owed;
    }

    // --- the end

    private void settle(MediaEndReason reason, CloseCause cause) {
        writeDownCut();
        add(new CallerCommand.Close(cause));
        if (link != ModelLink.READY || !(transcript.awaitsCaller())) {
            conclude(reason);
            return;
        }
        if (callerSpeaking) {
            add(new ModelCommand.FinishHearing());
        }
        sequencer.silence().ifPresent(this::add);
        floor = null;
        state = new BridgeState.Settling(reason);
        start(Timer.TRANSCRIPT, rules.transcriptWithin());
    }

    private void concludeWhenWritten() {
        if (!transcript.awaitsCaller()) {
            settled();
        }
    }

    private void settled() {
        if (state instanceof BridgeState.Settling(MediaEndReason reason)) {
            conclude(reason);
        }
    }

    private void conclude(MediaEndReason reason) {
        add(new PlatformCommand.TellEnded(++facts, reason, now - startedAt, usage.total()));
        release();
    }

    private void release() {
        if (link != ModelLink.NONE && link != ModelLink.GONE) {
            add(new ModelCommand.Close());
        }
        link = ModelLink.GONE;
        idleArmed = false;
        answerOwed = false;
        state = new BridgeState.Closed();
        add(new PlatformCommand.Release());
    }

    private void tellTurn(
            Speaker speaker, String text, long startMs, long endMs, boolean interrupted) {
        add(new PlatformCommand.TellTurn(++facts, speaker, text, startMs, endMs, interrupted));
    }

    private void start(Timer timer, Duration after) {
        add(new PlatformCommand.Start(timer, after));
    }

    private void cancel(Timer timer) {
        add(new PlatformCommand.Cancel(timer));
    }

    private void measure(Measurement measurement, long value) {
        add(new PlatformCommand.Measure(measurement, value));
    }

    private void add(BridgeEffect effect) {
        effects.add(effect);
    }
}
