package io.leadflip.media.bridge;

import io.leadflip.media.bridge.PlatformCommand.HeardBy;

/// A consumer's leave to record the call. It counts only after the opening, which asks for it, was
/// heard to its end: by the key 1, or by the agent's word for it when the consumer has spoken
/// since. Who says nothing is not recorded.
///
/// What is told here is checked once more by call-orchestrator, which alone has calls recorded.
final class RecordingLeave {
    private static final char YES = '1';
    private static final String NOT_YET =
            "{\"error\":\"The consumer has not answered yet. The call is not recorded; go on without it.\"}";

    private final CallDesk desk;
    private Long noticeHeardMs;
    private Long spokenMs;
    private boolean speaking;
    private boolean told;

    RecordingLeave(CallDesk desk) {
        this.desk = desk;
    }

    /// Whether the opening of this call asks for it.
    boolean asked() {
        return desk.brief() != null && desk.brief().asksToRecord();
    }

    /// The opening was heard to its end.
    void noticeHeard() {
        if (asked() && noticeHeardMs == null) {
            noticeHeardMs = desk.sinceStart();
        }
    }

    /// Somebody else is on the line now, who has heard no question and given no answer.
    void newListener() {
        noticeHeardMs = null;
        spokenMs = null;
        speaking = false;
    }

    /// What began before the question was heard is no answer to it.
    void callerBegan() {
        speaking = noticeHeardMs != null;
    }

    void callerPaused() {
        if (speaking) {
            speaking = false;
            spokenMs = desk.sinceStart();
        }
    }

    void callerInterjected() {
        callerBegan();
        callerPaused();
    }

    /// @return whether the key was the answer
    boolean pressed(char key) {
        boolean answer = key == YES && noticeHeardMs != null && !told && live();
        if (answer) {
            tell(null, HeardBy.KEY, desk.sinceStart());
        }
        return answer;
    }

    private boolean live() {
        return desk.state() instanceof BridgeState.Opening || desk.conversing();
    }

    /// The agent has heard a yes.
    ///
    /// @return what to answer the agent at once; null when that has to wait
    String allowed(String call) {
        if (noticeHeardMs == null || spokenMs == null) {
            return NOT_YET;
        }
        tell(call, HeardBy.VOICE, spokenMs);
        return null;
    }

    private void tell(String call, HeardBy by, long affirmedMs) {
        told = true;
        desk.add(new PlatformCommand.AllowRecording(call, by, noticeHeardMs, affirmedMs));
    }

    /// Nobody knows whether the yes was taken: it may be given again.
    void notTaken() {
        told = false;
    }
}
