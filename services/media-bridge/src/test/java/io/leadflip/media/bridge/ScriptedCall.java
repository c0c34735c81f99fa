package io.leadflip.media.bridge;

import io.leadflip.contracts.door.StreamBrief;
import io.leadflip.contracts.event.MediaFact.ModelUsage;
import io.leadflip.contracts.value.CallPurpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A call that a test writes event by event, with a clock it moves itself.
final class ScriptedCall {
    static final String ACCOUNT = "AC1";
    static final BridgeRules RULES =
            new BridgeRules(
                    250,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(7),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(7),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(6),
                    Duration.ZERO,
                    new CostLimit(1.00, 4, 32, 0.4, 24, 64),
                    new BridgeRules.Padding(
                            Duration.ofSeconds(10), Duration.ofMillis(750), Duration.ofSeconds(1)),
                    new BridgeRules.Recovery(
                            5,
                            Duration.ofMillis(250),
                            Duration.ofSeconds(8),
                            Duration.ofSeconds(20),
                            Duration.ofMillis(1500),
                            Duration.ofMinutes(50),
                            Duration.ofMinutes(58)),
                    new BridgeRules.Screening(
                            Duration.ofSeconds(2),
                            Duration.ofMillis(750),
                            Duration.ofSeconds(40),
                            Duration.ofMillis(1500),
                            Duration.ofMillis(2500),
                            Duration.ofSeconds(45)));
    static final StreamBrief BRIEF =
            new StreamBrief(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    CallPurpose.QUALIFY_LEAD,
                    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                    "en-US",
                    "This is the AI assistant of LeadFlip.",
                    "You will not be called again.",
                    "Goodbye.",
                    "Business: Able Plumbing",
                    240,
                    new StreamBrief.StandbyLines(
                            "We are sorry, we have to end this call.",
                            "One moment, please.",
                            "This is LeadFlip with a message from Able Plumbing.",
                            "This is LeadFlip, calling for Able Plumbing.",
                            "If anybody is in danger, hang up and call 911."),
                    false);

    final BridgeSession session;
    final List<BridgeEffect> effects = new ArrayList<>();
    private List<BridgeEffect> latest = List.of();
    private long now = 1_000;

    ScriptedCall() {
        this(RULES);
    }

    ScriptedCall(BridgeRules rules) {
        session = new BridgeSession(rules, ACCOUNT, "gpt-realtime", () -> 1);
        keep(session.open(now));
    }

    /// The same rules, but for how long a caller must speak to interrupt.
    static BridgeRules guarded(Duration interruptAfter) {
        return rules(interruptAfter, RULES.recovery());
    }

    /// The same rules, but for how a lost model is replaced.
    static BridgeRules recovering(BridgeRules.Recovery recovery) {
        return rules(RULES.interruptAfter(), recovery);
    }

    private static BridgeRules rules(Duration interruptAfter, BridgeRules.Recovery recovery) {
        return new BridgeRules(
                RULES.ringFrames(),
                RULES.markEvery(),
                RULES.startWithin(),
                RULES.modelReadyWithin(),
                RULES.idleAfter(),
                RULES.farewellWithin(),
                RULES.optOutWithin(),
                RULES.hangUpWithin(),
                RULES.transcriptWithin(),
                RULES.inFlight(),
                RULES.mostInFlight(),
                RULES.answerWithin(),
                RULES.toolsWithin(),
                interruptAfter,
                RULES.costLimit(),
                RULES.padding(),
                recovery,
                RULES.screening());
    }

    ScriptedCall on(BridgeEvent... events) {
        keep(quietly(events));
        return this;
    }

    /// As [#on], but what came of it is not kept: for calls that last.
    List<BridgeEffect> quietly(BridgeEvent... events) {
        List<BridgeEffect> all = new ArrayList<>();
        for (BridgeEvent event : events) {
            all.addAll(session.on(event, now));
        }
        return all;
    }

    /// Whether audio of the agent goes to the phone as it is.
    boolean speaks(String response, String item, int bytes) {
        return session.speaks(response, item, bytes, now);
    }

    ScriptedCall after(long ms) {
        now += ms;
        return this;
    }

    /// The phone plays everything up to its last mark.
    ScriptedCall hearsEverything() {
        var marks = effects.stream().filter(CallerCommand.Mark.class::isInstance).toList();
        return on(new CallerEvent.MarkEchoed(((CallerCommand.Mark) marks.getLast()).name()));
    }

    ScriptedCall redeeming() {
        return on(new CallerEvent.Connected(), started("audio/x-mulaw", 8000, 1));
    }

    static CallerEvent started(String encoding, int rate, int channels) {
        return new CallerEvent.Started("MZ1", ACCOUNT, "CA1", "token", encoding, rate, channels);
    }

    ScriptedCall opening() {
        return redeeming()
                .on(
                        new PlatformEvent.Redeemed(BRIEF),
                        speech(Utterance.GOODBYE, 1_000),
                        speech(Utterance.OPT_OUT_CONFIRMATION, 1_000),
                        speech(Utterance.APOLOGY, 1_000),
                        speech(Utterance.ONE_MOMENT, 500),
                        speech(Utterance.VOICEMAIL, 4_000),
                        speech(Utterance.SCREENED, 2_000),
                        speech(Utterance.EMERGENCY, 2_000),
                        speech(Utterance.OPENING, 3_000));
    }

    /// 20 ms of the caller, the frame of that number.
    static CallerEvent frame(int number) {
        return new CallerEvent.Audio("frame" + number, number * 20L);
    }

    static PlatformEvent speech(Utterance utterance, int ms) {
        return new PlatformEvent.SpeechReady(utterance, new byte[ms * 8]);
    }

    ScriptedCall modelReady() {
        return on(new ModelEvent.Opened(), new ModelEvent.Configured(true));
    }

    /// The opening is over and the model was given the floor.
    ScriptedCall conversing() {
        return opening().modelReady().after(3_000).hearsEverything();
    }

    /// The model speaks one item of that length; all of it is sent to the phone at once.
    ScriptedCall agentSays(String response, String text, int ms) {
        String item = "item-" + response;
        on(new ModelEvent.ResponseStarted(response), new ModelEvent.WordsDone(item, text));
        for (int sent = 0; sent < ms; sent += 100) {
            on(new ModelEvent.Audio(response, item, "AAAA", 800));
        }
        return on(new ModelEvent.AudioDone(response, item), done(response));
    }

    static ModelEvent done(String response) {
        return ended(response, ModelEvent.Result.COMPLETED);
    }

    static ModelEvent ended(String response, ModelEvent.Result result) {
        return new ModelEvent.ResponseEnded(
                response, result, false, new ModelUsage("gpt-realtime", 10, 20, 5, 7, 40));
    }

    ScriptedCall callerSays(String item, String text) {
        return on(
                new ModelEvent.SpeechStarted(item, 100),
                new ModelEvent.SpeechStopped(item, 900),
                new ModelEvent.TurnTaken(item),
                new ModelEvent.CallerSaid(item, text));
    }

    private void keep(List<BridgeEffect> produced) {
        latest = produced;
        effects.addAll(produced);
    }

    /// What the last step brought.
    List<BridgeEffect> latest() {
        return latest;
    }

    <E> List<E> latest(Class<E> kind) {
        return latest.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <E> List<E> all(Class<E> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
