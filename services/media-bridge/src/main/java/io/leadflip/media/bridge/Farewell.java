package io.leadflip.media.bridge;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.media.bridge.PlatformVoice.Spoken;
import java.time.Duration;

/// The end of a call: last words are heard, the line is hung up, what was said is written down, and
/// nothing is left.
final class Farewell {
    private final CallDesk desk;
    private final Playout playout;
    private final PlatformVoice voice;
    private final AgentFloor floor;
    private final ModelConnection model;
    private final Transcript transcript;
    private final UsageMeter usage;

    Farewell(
            CallDesk desk,
            Playout playout,
            PlatformVoice voice,
            AgentFloor floor,
            ModelConnection model,
            Transcript transcript,
            UsageMeter usage) {
        this.desk = desk;
        this.playout = playout;
        this.voice = voice;
        this.floor = floor;
        this.model = model;
        this.transcript = transcript;
        this.usage = usage;
    }

    /// Ends the call with words of the platform. They follow an opening that is still playing or
    /// being rendered, and take the floor from the agent.
    void end(MediaEndReason reason, Utterance words) {
        if (desk.conversing()) {
            floor.close();
            playout.clear();
        }
        ending(reason);
        voice.want(words);
        speak();
    }

    /// As [#end], in a state in which the call can still be ended. A machine is told nothing that
    /// is meant for a person who has heard the opening.
    void endIfLive(MediaEndReason reason, Utterance words) {
        switch (desk.state()) {
            case BridgeState.Opening _, BridgeState.Conversing _ -> end(reason, words);
            case BridgeState.Screened _, BridgeState.AtMachine _ -> {
                playout.clear();
                voice.dropDue();
                hangUpSilently(MediaEndReason.VOICEMAIL);
            }
            case BridgeState _ -> {}
        }
    }

    /// The agent has said goodbye itself.
    void afterAgentsGoodbye() {
        ending(MediaEndReason.AGENT_ENDED);
        hangUpWhenHeard();
    }

    /// A person takes the line: what the agent is saying is heard to its end, even a goodbye, and
    /// then the line is left to its provider.
    void handOver() {
        switch (desk.state()) {
            case BridgeState.Conversing _ -> {
                floor.close();
                ending(MediaEndReason.HANDED_OVER);
                hangUpWhenHeard();
            }
            case BridgeState.Ending(MediaEndReason reason)
                    when reason == MediaEndReason.AGENT_ENDED -> {
                ending(MediaEndReason.HANDED_OVER);
                hangUpWhenHeard();
            }
            case BridgeState _ -> {}
        }
    }

    /// Says what is due and can be said. Without the opening nothing may be said at all; without
    /// last words the call just ends, unless it failed.
    void speak() {
        boolean opens = voice.opens();
        Spoken spoken = voice.sayDue();
        boolean opened = opens && !voice.opens();
        if (spoken == Spoken.SAID || opened) {
            waitForEcho(opened);
        }
        if (spoken == Spoken.UNSPEAKABLE) {
            unspeakable();
        }
    }

    private void waitForEcho(boolean opened) {
        switch (desk.state()) {
            case BridgeState.Opening _ -> {
                if (opened) {
                    desk.start(Timer.OPENING, beyondPlayout(desk.rules().farewellWithin()));
                }
            }
            case BridgeState.Ending(MediaEndReason reason)
                    when reason != MediaEndReason.OPTED_OUT ->
                    desk.start(Timer.FAREWELL, beyondPlayout(desk.rules().farewellWithin()));
            case BridgeState _ -> {}
        }
    }

    /// The phone never said that it played the opening: without that nobody may be spoken to.
    void openingNotHeard() {
        if (desk.state() instanceof BridgeState.Opening) {
            leaveToProvider(MediaEndReason.PLATFORM_FAILED);
        }
    }

    private void unspeakable() {
        boolean opens = voice.opens();
        voice.dropDue();
        switch (desk.state()) {
            case BridgeState.Opening _ when opens ->
                    leaveToProvider(MediaEndReason.PLATFORM_FAILED);
            case BridgeState.Ending(MediaEndReason reason)
                    when reason == MediaEndReason.MODEL_FAILED ->
                    leaveToProvider(reason);
            case BridgeState.Ending _ -> hangUpWhenHeard();
            case BridgeState _ -> {}
        }
    }

    /// Somebody is there and we have no voice to say that we cannot go on: the line is not hung up,
    /// and its provider asks the orchestrator, which has words for it.
    private void leaveToProvider(MediaEndReason reason) {
        desk.cancel(Timer.FAREWELL);
        settle(reason, CloseCause.PLATFORM_UNAVAILABLE);
    }

    private void ending(MediaEndReason reason) {
        desk.state(new BridgeState.Ending(reason));
        desk.cancel(Timer.MODEL_READY);
        desk.start(Timer.FAREWELL, beyondPlayout(desk.rules().farewellWithin()));
    }

    private Duration beyondPlayout(Duration duration) {
        return duration.plusMillis(playout.unplayedMs());
    }

    void hangUpWhenHeard() {
        if (desk.state() instanceof BridgeState.Ending(MediaEndReason reason)
                && !voice.due()
                && !playout.speaking()) {
            hangUp(reason);
        }
    }

    /// Last words were not confirmed in time, or an opt-out not committed.
    void tooLong() {
        switch (desk.state()) {
            case BridgeState.Ending(MediaEndReason reason) -> hangUp(reason);
            case BridgeState.OptingOut _ -> hangUp(MediaEndReason.OPTED_OUT);
            case BridgeState _ -> {}
        }
    }

    /// There is nobody to say anything to.
    void hangUpSilently(MediaEndReason reason) {
        hangUp(reason);
    }

    private void hangUp(MediaEndReason reason) {
        desk.cancel(Timer.FAREWELL);
        if (reason == MediaEndReason.HANDED_OVER) {
            settle(reason, CloseCause.DONE);
            return;
        }
        desk.state(new BridgeState.HangingUp(reason));
        desk.add(new PlatformCommand.HangUp(reason));
        desk.start(Timer.HANG_UP, desk.rules().hangUpWithin());
    }

    void hungUp() {
        if (desk.state() instanceof BridgeState.HangingUp(MediaEndReason reason)) {
            settle(reason, CloseCause.DONE);
        }
    }

    /// Ends a stream that cannot be served. A call that had begun is told as failed by the
    /// platform.
    void refuse(CloseCause cause) {
        switch (desk.state()) {
            case BridgeState.AwaitingStart _, BridgeState.Redeeming _ -> {
                desk.add(new CallerCommand.Close(cause));
                release();
            }
            case BridgeState.Opening _, BridgeState.Conversing _ ->
                    settle(MediaEndReason.PLATFORM_FAILED, cause);
            case BridgeState.Screened _, BridgeState.AtMachine _ ->
                    settle(MediaEndReason.VOICEMAIL, cause);
            case BridgeState.OptingOut _ -> settle(MediaEndReason.OPTED_OUT, cause);
            case BridgeState.Ending(MediaEndReason reason) -> settle(reason, cause);
            case BridgeState.HangingUp(MediaEndReason reason) -> settle(reason, cause);
            case BridgeState.Settling _, BridgeState.Closed _ -> {}
        }
    }

    /// The stream is over, by the caller or because the call was ended for us.
    void over() {
        switch (desk.state()) {
            case BridgeState.Opening _, BridgeState.Conversing _ ->
                    settle(MediaEndReason.CALLER_HUNG_UP, CloseCause.DONE);
            case BridgeState _ -> refuse(CloseCause.DONE);
        }
    }

    /// The stream ends; the caller's last words, and what the last response cost, may still be on
    /// their way.
    void settle(MediaEndReason reason, CloseCause cause) {
        playout.stop();
        desk.add(new CallerCommand.Close(cause));
        if (!model.ready() || !owed()) {
            conclude(reason);
            return;
        }
        if (floor.callerSpeaking()) {
            desk.add(new ModelCommand.FinishHearing());
        }
        floor.close();
        desk.state(new BridgeState.Settling(reason));
        desk.start(Timer.TRANSCRIPT, desk.rules().transcriptWithin());
    }

    /// Whether the model owes us something about what has happened.
    private boolean owed() {
        return transcript.awaitsCaller() || floor.answering();
    }

    void concludeWhenWritten() {
        if (!owed()) {
            settled();
        }
    }

    /// @return whether the call was only waiting for what the model owes
    boolean settled() {
        if (desk.state() instanceof BridgeState.Settling(MediaEndReason reason)) {
            conclude(reason);
            return true;
        }
        return false;
    }

    private void conclude(MediaEndReason reason) {
        desk.add(
                new PlatformCommand.TellEnded(
                        desk.nextFact(), reason, desk.sinceStart(), usage.total()));
        release();
    }

    private void release() {
        model.close();
        desk.state(new BridgeState.Closed());
        desk.add(new PlatformCommand.Release());
    }
}
