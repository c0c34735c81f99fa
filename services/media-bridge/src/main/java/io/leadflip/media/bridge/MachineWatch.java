package io.leadflip.media.bridge;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.media.bridge.BridgeRules.Screening;

/// Finds out whether a machine answered, and treats it as one: the agent never talks to it. A
/// machine that records gets the prepared message, one that asks who is calling the prepared
/// answer, a fax nothing.
///
/// Two judges: the provider's detection, which is asked for until it has a verdict, and the words
/// of the first turn. The agent waits with its answer to that turn until they are known, which they
/// are once a call.
final class MachineWatch {
    private enum FirstTurn {
        TO_COME,
        AWAITED,
        SCREENED,
        JUDGED
    }

    private final CallDesk desk;
    private final Screening rules;
    private final Playout playout;
    private final PlatformVoice voice;
    private final AgentFloor floor;
    private final Farewell farewell;
    private FirstTurn firstTurn = FirstTurn.TO_COME;
    private long since;

    MachineWatch(
            CallDesk desk,
            Playout playout,
            PlatformVoice voice,
            AgentFloor floor,
            Farewell farewell) {
        this.desk = desk;
        this.rules = desk.rules().screening();
        this.playout = playout;
        this.voice = voice;
        this.floor = floor;
        this.farewell = farewell;
    }

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
        if (!live()) {
            return;
        }
        switch (who) {
            case UNDECIDED -> askAgain();
            case PERSON -> person();
            case MACHINE_GREETING -> {
                machine();
                askAgain();
            }
            case MACHINE_RECORDING -> leaveMessage();
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
            case BridgeState.Opening _, BridgeState.Conversing _, BridgeState.AtMachine _ -> true;
            case BridgeState _ -> false;
        };
    }

    private boolean atMachine() {
        return desk.state() instanceof BridgeState.AtMachine;
    }

    /// Whether the agent is to wait with its answer.
    boolean holdsFloor() {
        return firstTurn == FirstTurn.AWAITED || firstTurn == FirstTurn.SCREENED;
    }

    void callerBegan() {
        switch (firstTurn) {
            case TO_COME -> firstTurn = FirstTurn.AWAITED;
            case SCREENED -> firstTurn = FirstTurn.JUDGED;
            case AWAITED, JUDGED -> {}
        }
        if (atMachine()) {
            desk.cancel(Timer.MESSAGE);
        }
    }

    void callerPaused() {
        if (atMachine()) {
            desk.start(Timer.MESSAGE, rules.messageAfter());
        }
    }

    /// The first turn is complete; its words are on their way.
    void turnTaken() {
        if (firstTurn == FirstTurn.AWAITED) {
            desk.start(Timer.FIRST_WORDS, rules.wordsWithin());
        }
    }

    void said(String words) {
        if (firstTurn != FirstTurn.AWAITED) {
            return;
        }
        desk.cancel(Timer.FIRST_WORDS);
        switch (FirstUtterance.of(words)) {
            case PERSON -> takenForPerson();
            case VOICEMAIL -> {
                firstTurn = FirstTurn.JUDGED;
                machine();
            }
            case SCREENING -> screened();
        }
    }

    /// The words are late or were not understood: somebody waits for an answer.
    void takenForPerson() {
        if (firstTurn == FirstTurn.AWAITED) {
            firstTurn = FirstTurn.JUDGED;
            floor.takeTurn();
        }
    }

    private void screened() {
        firstTurn = FirstTurn.SCREENED;
        if (live()) {
            voice.want(Utterance.SCREENED);
            farewell.speak();
        }
    }

    private void person() {
        if (atMachine()) {
            desk.state(new BridgeState.Conversing());
            desk.cancel(Timer.MESSAGE);
            floor.offer(null);
        }
    }

    private void machine() {
        if (live() && !atMachine()) {
            beQuiet();
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

    /// The message stands for the opening as well: it says who called, and that it was an AI.
    void leaveMessage() {
        if (live()) {
            beQuiet();
            farewell.end(MediaEndReason.VOICEMAIL, Utterance.VOICEMAIL);
        }
    }

    void messageDue() {
        if (atMachine()) {
            leaveMessage();
        }
    }
}
