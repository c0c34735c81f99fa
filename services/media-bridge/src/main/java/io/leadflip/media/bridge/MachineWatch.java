package io.leadflip.media.bridge;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.media.bridge.BridgeRules.Screening;

/// Finds out whether a machine answered, and treats it as one: the agent never talks to it. A
/// machine that records gets the prepared message, one that asks who is calling the prepared
/// answer, a fax nothing.
///
/// Two judges: the provider's detection, which is asked for until it has a verdict, and the words
/// of the first turns: all that are spoken before the agent had the floor, or the one that follows.
/// The agent waits until they are known. After a machine has asked who is calling, every turn is
/// judged by its words until a person speaks; the provider takes such machines for anything.
///
/// Whoever replies to us like a person is one: a verdict that comes later ends no conversation.
final class MachineWatch {
    private static final int MOST_ANSWERS = 3;
    private static final int MOST_MESSAGES = 3;

    private final CallDesk desk;
    private final Screening rules;
    private final Playout playout;
    private final PlatformVoice voice;
    private final AgentFloor floor;
    private final OpeningGate opening;
    private final RecordingLeave recording;
    private final Farewell farewell;
    private int awaited;
    private boolean understood;
    private boolean judged;
    private long since;
    private int answers;
    private int messages;
    private boolean alone;
    private boolean personByProvider;
    private Long quietSince;
    private boolean replies;
    private boolean talking;

    MachineWatch(
            CallDesk desk,
            Playout playout,
            PlatformVoice voice,
            AgentFloor floor,
            OpeningGate opening,
            RecordingLeave recording,
            Farewell farewell) {
        this.desk = desk;
        this.rules = desk.rules().screening();
        this.playout = playout;
        this.voice = voice;
        this.floor = floor;
        this.opening = opening;
        this.recording = recording;
        this.farewell = farewell;
    }

    // --- what the provider says

    void begin() {
        since = desk.now();
        desk.start(Timer.WHO_ANSWERED, rules.firstLook());
    }

    void ask() {
        if (live()) {
            desk.add(new PlatformCommand.AskWhoAnswered());
        }
    }

    void answeredBy(Answerer who) {
        if (!live() || talking) {
            return;
        }
        switch (who) {
            case UNDECIDED -> askAgain();
            case PERSON -> person();
            case MACHINE_GREETING -> {
                machine();
                askAgain();
            }
            case MACHINE_RECORDING -> records();
            case FAX -> {
                beQuiet();
                farewell.hangUpSilently(MediaEndReason.VOICEMAIL);
            }
            case UNKNOWN -> {}
        }
    }

    private void askAgain() {
        if (desk.now() - since < rules.lookUntil().toMillis()) {
            desk.start(Timer.WHO_ANSWERED, rules.lookEvery());
        }
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

    private boolean atMachine() {
        return desk.state() instanceof BridgeState.AtMachine;
    }

    private boolean screened() {
        return desk.state() instanceof BridgeState.Screened;
    }

    /// Kept, for it may come before the words. What it says of a machine that asks who is calling
    /// counts for nothing.
    private void person() {
        personByProvider = !screened();
        if (atMachine()) {
            desk.cancel(Timer.MESSAGE);
            opening.toPerson();
            if (alone) {
                farewell.endIfLive(MediaEndReason.MODEL_FAILED, Utterance.APOLOGY);
            }
        }
    }

    // --- what is heard

    /// Whether the agent is to wait with its answer.
    boolean holdsFloor() {
        return awaited > 0 || screened();
    }

    /// The opening is over. Words that are on their way since then have so much time from now on.
    ///
    /// @return whether the agent is to wait for them
    boolean opened() {
        judged |= understood && awaited == 0;
        if (!floor.callerSpeaking()) {
            turnTaken();
        }
        return holdsFloor();
    }

    void callerBegan() {
        replies = (desk.conversing() || screened()) && wasQuiet();
        if (!judged || screened()) {
            awaited++;
        }
        if (atMachine()) {
            desk.cancel(Timer.MESSAGE);
        } else if (messages > 0) {
            greetingGoesOn();
        }
    }

    void callerPaused() {
        quietSince = desk.now();
        if (atMachine()) {
            desk.start(Timer.MESSAGE, rules.messageAfter());
        }
    }

    /// A greeting that goes on is no reply, whatever was said under it.
    private boolean wasQuiet() {
        return quietSince == null || desk.now() - quietSince >= rules.messageAfter().toMillis();
    }

    /// A turn is complete; its words are on their way. They may take as long as the opening does.
    void turnTaken() {
        if (awaited > 0 && waitedFor()) {
            desk.start(Timer.FIRST_WORDS, rules.wordsWithin());
        }
    }

    /// Whether somebody waits for an answer of ours.
    private boolean waitedFor() {
        return desk.conversing() || screened();
    }

    void said(String words) {
        FirstUtterance speaker = FirstUtterance.of(words);
        talking |= replies && !words.isBlank() && speaker == FirstUtterance.PERSON;
        if (awaited == 0) {
            return;
        }
        understood |= !words.isBlank();
        oneLessAwaited();
        switch (speaker) {
            case PERSON -> personSpoke();
            case ON_HOLD -> heldOn();
            case VOICEMAIL -> soundedRecorded();
            case SCREENING -> answerScreening();
        }
    }

    private void oneLessAwaited() {
        if (--awaited == 0) {
            desk.cancel(Timer.FIRST_WORDS);
        }
    }

    void notUnderstood() {
        if (awaited > 0) {
            oneLessAwaited();
            goOnWithoutWords();
        }
    }

    void wordsTooLate() {
        if (awaited > 0 && waitedFor() && !floor.callerSpeaking()) {
            awaited = 0;
            goOnWithoutWords();
        }
    }

    private void goOnWithoutWords() {
        if (screened()) {
            answerScreening();
        } else {
            letAgentAnswer();
        }
    }

    private void letAgentAnswer() {
        if (awaited == 0 && desk.conversing()) {
            judged = true;
            floor.answerTurn();
        }
    }

    /// The words of a turn that was under way never come, and nobody hears any more when a machine
    /// has spoken to its end.
    void modelLost() {
        if (awaited > 0) {
            awaited = 0;
            desk.cancel(Timer.FIRST_WORDS);
        }
        if (atMachine()) {
            desk.start(Timer.MESSAGE, rules.messageAfter());
        }
    }

    /// There will be no model any more.
    ///
    /// @return whether the call goes on all the same: a machine is left its message without one
    boolean modelGivenUp() {
        modelLost();
        alone = true;
        return atMachine();
    }

    private void personSpoke() {
        if (screened()) {
            judged = true;
            desk.cancel(Timer.SCREENED);
            beQuiet();
            recording.newListener();
            opening.toNextPerson();
        } else {
            letAgentAnswer();
        }
    }

    /// People say such things as well, and the provider hears more than words.
    private void soundedRecorded() {
        if (personByProvider) {
            personSpoke();
        } else {
            judged = true;
            recorded();
        }
    }

    private void heldOn() {
        if (!screened()) {
            letAgentAnswer();
        }
    }

    // --- a machine that asks who is calling

    /// It is told so each time it asks, within a bound. What it is told does not depend on the
    /// agent, which neither speaks to it nor is nudged by its silence.
    private void answerScreening() {
        if (!live() || answers >= MOST_ANSWERS) {
            return;
        }
        personByProvider = false;
        if (answers++ == 0) {
            desk.start(Timer.SCREENED, rules.putThroughWithin());
        }
        if (desk.conversing()) {
            floor.close();
            playout.clear();
        }
        desk.cancel(Timer.MESSAGE);
        desk.state(new BridgeState.Screened());
        voice.want(Utterance.SCREENED);
        farewell.speak();
    }

    void notPutThrough() {
        if (screened()) {
            beQuiet();
            farewell.hangUpSilently(MediaEndReason.VOICEMAIL);
        }
    }

    // --- a machine that records

    /// It talks by itself, whatever it is: only its words tell one that screens from one that
    /// records.
    private void machine() {
        if (!screened()) {
            recorded();
        }
    }

    private void recorded() {
        if (live() && !atMachine()) {
            talking = false;
            beQuiet();
            desk.cancel(Timer.SCREENED);
            desk.state(new BridgeState.AtMachine());
            if (!floor.callerSpeaking()) {
                desk.start(Timer.MESSAGE, rules.messageAfter());
            }
        }
    }

    private void beQuiet() {
        floor.close();
        playout.clear();
        voice.dropDue();
    }

    private void records() {
        if (!screened()) {
            messages = 0;
            leaveMessage();
        }
    }

    /// The message stands for the opening as well: it says who called, and that it was an AI.
    private void leaveMessage() {
        beQuiet();
        farewell.end(MediaEndReason.VOICEMAIL, Utterance.VOICEMAIL);
    }

    void messageDue() {
        if (atMachine()) {
            messages++;
            leaveMessage();
        }
    }

    /// The greeting had only paused: a message under it is not heard, so it waits once more for the
    /// end. Where the provider says that it records, what is heard is the tone.
    private void greetingGoesOn() {
        boolean leavingMessage =
                desk.state() instanceof BridgeState.Ending(MediaEndReason reason)
                        && reason == MediaEndReason.VOICEMAIL
                        && playout.speaking();
        if (leavingMessage && messages < MOST_MESSAGES) {
            beQuiet();
            desk.cancel(Timer.FAREWELL);
            desk.state(new BridgeState.AtMachine());
        }
    }
}
