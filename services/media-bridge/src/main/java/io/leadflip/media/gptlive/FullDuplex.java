package io.leadflip.media.gptlive;

import io.leadflip.contracts.event.MediaFact.ModelUsage;
import io.leadflip.contracts.value.Speaker;
import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.bridge.ModelEvent;
import io.leadflip.media.bridge.ModelEvent.Result;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// Makes turns of a conversation that has none, so that the bridge need not know.
///
/// The model's output is one endless stream, silence included. A response is what lies between two
/// of its silences; silence itself is never played. Nothing of the stream is told before the
/// platform gave the floor for the first time.
///
/// ```
/// silent ──sound──▶ speaking ──600 ms of silence──▶ silent            (completed)
///    ▲                  ├──────200 ms, the caller speaks──▶ silent    (gave way: an interruption)
///    │                  └──────cancelled──▶ muffled ──silence──▶ silent
///    └──floor or hint: a response is owed, and named at once──┘
/// ```
///
/// Plain Java; the clock is the caller's, and the session's own is the output that came.
final class FullDuplex {
    private static final String BEGIN =
            "The opening is over and the person is listening. Begin the conversation now.";
    private static final String GO_ON = "The person is listening. Go on with the conversation now.";

    /// Captions that wait for their sound, in characters.
    private static final int MOST_AHEAD = 4_000;

    private final String model;
    private final Limits limits;
    private final Consumer<ModelEvent> told;
    private final Consumer<String> sent;
    private final LiveWriter writer;
    private final Pace pace;
    private final CallerTurns caller;
    private final StringBuilder ahead = new StringBuilder();
    private final Set<String> calls = new HashSet<>();
    private ModelUsage used;
    private boolean floor;
    private boolean remembers;
    private boolean held;
    private boolean muffled;
    private boolean dropping;
    private String response;
    private String item;
    private String before;
    private String lastItem;
    private long lastEndMs;
    private long clockMs;
    private long quietMs;
    private int responses;
    private double lastedSeconds;

    /// How long which silence means what, and how far the phone may be behind, in milliseconds.
    record Limits(long ahead, long mostAhead, long agentPause, long yieldPause, long callerPause) {
        static Limits of(GptLiveConfig config) {
            return new Limits(
                    config.ahead().toMillis(),
                    config.mostAhead().toMillis(),
                    config.agentPause().toMillis(),
                    config.yieldPause().toMillis(),
                    config.callerPause().toMillis());
        }
    }

    FullDuplex(
            String model,
            Limits limits,
            LiveWriter writer,
            Consumer<ModelEvent> told,
            Consumer<String> sent) {
        this.model = model;
        this.limits = limits;
        this.writer = writer;
        this.told = told;
        this.sent = sent;
        this.pace = new Pace(limits.ahead(), limits.mostAhead());
        this.caller = new CallerTurns(limits.callerPause(), told);
        this.used = nothing();
    }

    /// Nothing is played for a while; what comes meanwhile is gone, for it cannot be played later.
    void hold(boolean held) {
        this.held = held;
    }

    void on(LiveEvent event, long nowMs) {
        switch (event) {
            case LiveEvent.Started(boolean telephone) ->
                    told.accept(new ModelEvent.Configured(telephone));
            case LiveEvent.Output output -> output(output, nowMs);
            case LiveEvent.OutputWords words -> words(words);
            case LiveEvent.InputWords words -> callerSaid(words);
            case LiveEvent.FunctionCalled called -> called(called);
            case LiveEvent.BackendUsed(long input, long cached, long output) ->
                    used =
                            new ModelUsage(
                                    model,
                                    used.inputText() + input,
                                    0,
                                    used.inputCached() + cached,
                                    used.outputText() + output,
                                    0);
            case LiveEvent.Complained(String code) -> told.accept(new ModelEvent.Complaint(code));
            case LiveEvent.Hopeless(String code) -> told.accept(new ModelEvent.Refused(code));
            case LiveEvent.Used(double seconds) -> lasted(seconds);
            case LiveEvent.Closed(String _, double seconds) -> {
                lasted(seconds);
                told.accept(new ModelEvent.Lost());
            }
            case LiveEvent.Other _ -> {}
        }
    }

    /// @param seconds of the session so far
    private void lasted(double seconds) {
        if (seconds > lastedSeconds) {
            told.accept(new ModelEvent.Lasted(seconds - lastedSeconds));
            lastedSeconds = seconds;
        }
    }

    void on(ModelCommand command) {
        switch (command) {
            case ModelCommand.Configure(String words, String language, boolean recording) ->
                    sent.accept(writer.start(words, language, recording));
            case ModelCommand.Hear(String payload) -> sent.accept(LiveWriter.hear(payload));
            case ModelCommand.FinishHearing() -> caller.conclude(floor);
            case ModelCommand.Speak(String id, String hint) -> speak(hint);
            case ModelCommand.Cancel() -> cancel();
            case ModelCommand.AnswerTool(String call, String output) -> answered(call, output);
            case ModelCommand.Remember(Speaker speaker, String text) -> remember(speaker, text);
            case ModelCommand.Tell(String text) -> sent.accept(LiveWriter.instruct(text));
            // What was not played is at most `mostAhead` long, and the model cannot be told of it.
            case ModelCommand.Truncate _, ModelCommand.Forget _ -> {}
            case ModelCommand.Connect _, ModelCommand.Close _ -> {}
            case ModelCommand.Pause _, ModelCommand.Resume _ -> {}
        }
    }

    private void output(LiveEvent.Output output, long nowMs) {
        long ms = output.bytes() / 8;
        clockMs += ms;
        quietMs = output.voiced() ? 0 : quietMs + ms;
        caller.passed(ms, floor, item != null);
        if (!floor || stillMuffled()) {
            return;
        }
        if (output.voiced() && item == null) {
            begin(nowMs);
        }
        if (item != null) {
            play(output.payload(), output.bytes(), output.voiced(), nowMs);
            finishWhenSilent();
        } else if (!muffled) {
            before = output.payload();
        }
    }

    private boolean stillMuffled() {
        muffled = muffled && quietMs < limits.yieldPause();
        return muffled;
    }

    /// The piece before the first sound is played with it, or soft beginnings would be cut off.
    private void begin(long nowMs) {
        caller.conclude(floor);
        if (response == null) {
            item = "live-item-" + (responses + 1);
            respond();
        } else {
            item = "live-item-" + responses;
        }
        dropping = held;
        if (item != null && !held && !ahead.isEmpty()) {
            told.accept(new ModelEvent.Words(item, ahead.toString()));
        }
        ahead.setLength(0);
        if (before != null) {
            play(before, bytes(before), false, nowMs);
            before = null;
        }
    }

    /// Whoever is told of a response may cancel it at once.
    private void play(String payload, int bytes, boolean voiced, long nowMs) {
        boolean played = item != null && !held && pace.admits(bytes / 8, voiced, nowMs);
        if (voiced) {
            dropping = !played;
        }
        if (played) {
            told.accept(new ModelEvent.Audio(response, item, payload, bytes));
        }
    }

    private static int bytes(String base64) {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return base64.length() * 3 / 4 - padding;
    }

    private void finishWhenSilent() {
        if (item == null) {
            return;
        }
        if (caller.unheard() && quietMs >= limits.yieldPause()) {
            caller.interrupted();
            end(Result.CANCELLED);
        } else if (quietMs >= limits.agentPause()) {
            told.accept(new ModelEvent.AudioDone(response, item));
            end(Result.COMPLETED);
        }
    }

    /// Captions may run ahead of the sound or behind it: by their time they belong to what is
    /// spoken now, to what was spoken last, or to what comes next. Those of sound that is dropped
    /// are dropped with it, for nobody hears it.
    private void words(LiveEvent.OutputWords words) {
        if (!floor || muffled) {
            return;
        }
        boolean late = lastItem != null && words.startMs() < lastEndMs;
        String spoken = item == null && late ? lastItem : item;
        if (spoken != null) {
            caption(spoken, words.text());
        } else if (ahead.length() < MOST_AHEAD) {
            ahead.append(words.text());
        }
    }

    private void caption(String spoken, String words) {
        if (!dropping) {
            told.accept(new ModelEvent.Words(spoken, words));
        }
    }

    private void callerSaid(LiveEvent.InputWords words) {
        if (response != null && item == null) {
            end(Result.CANCELLED);
        }
        caller.said(words, item != null);
    }

    private void called(LiveEvent.FunctionCalled called) {
        calls.add(called.call());
        boolean alone = response == null;
        String during = alone ? respond() : response;
        told.accept(
                new ModelEvent.ToolCalled(
                        during, called.call(), called.name(), called.arguments()));
        if (alone) {
            end(Result.COMPLETED);
        }
    }

    private void answered(String call, String output) {
        sent.accept(LiveWriter.answer(call, output));
        if (calls.remove(call) && calls.isEmpty()) {
            sent.accept(LiveWriter.goOn());
        }
    }

    /// A wish without a hint asks for nothing that the model would not do by itself, so nothing is
    /// owed for it: only the first one lets it begin.
    private void speak(String hint) {
        boolean first = !floor;
        floor = true;
        if (response != null) {
            return;
        }
        respond();
        if (hint != null || first) {
            sent.accept(LiveWriter.instruct(hint == null ? occasion() : hint));
        } else {
            end(Result.COMPLETED);
        }
    }

    private String occasion() {
        return remembers ? GO_ON : BEGIN;
    }

    private void remember(Speaker speaker, String text) {
        remembers = true;
        String who = speaker == Speaker.CALLER ? "the person said: " : "you said: ";
        sent.accept(LiveWriter.note("Earlier in this call " + who + text));
    }

    private void cancel() {
        if (response != null) {
            muffled = item != null;
            end(Result.CANCELLED);
        }
    }

    private String respond() {
        String named = "live-" + ++responses;
        response = named;
        told.accept(new ModelEvent.ResponseStarted(named));
        return named;
    }

    private void end(Result result) {
        if (response == null) {
            return;
        }
        String ended = response;
        if (item != null) {
            lastItem = item;
            lastEndMs = clockMs - quietMs;
        }
        ModelUsage counted = used;
        response = null;
        item = null;
        used = nothing();
        told.accept(new ModelEvent.ResponseEnded(ended, result, false, counted));
    }

    private ModelUsage nothing() {
        return new ModelUsage(model, 0, 0, 0, 0, 0);
    }
}
