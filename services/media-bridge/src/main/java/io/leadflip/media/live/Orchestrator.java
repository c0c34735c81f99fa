package io.leadflip.media.live;

import io.leadflip.contracts.door.StreamBrief;
import io.leadflip.contracts.door.StreamRedemption;
import io.vertx.core.Future;
import java.util.UUID;

/// What the bridge asks of call-orchestrator. A failed future means that it did not happen, or that
/// nobody knows.
public interface Orchestrator {
    /// Fails with [Refused] when the token is forged, stale or used.
    Future<StreamBrief> redeem(StreamRedemption redemption);

    /// A failed future ends the waiting of the call only; the opt-out is asked for on, within a
    /// bound.
    ///
    /// @param heardBy `voice` or `key`
    Future<Void> optOut(UUID attemptId, String heardBy);

    /// Opt-outs, and ends of recordings, that were wanted and are not known to be taken.
    int wishesWaiting();

    /// Who answered, as the telephone provider's detection says; null without a verdict.
    Future<String> answeredBy(UUID attemptId);

    /// Notes that the consumer wants a person.
    ///
    /// @return whether one comes on the line when the stream is ended; otherwise one calls back
    Future<Boolean> requestHuman(UUID attemptId);

    /// The consumer agreed to a recording.
    ///
    /// @param heardBy `voice` or `key`
    /// @param noticeHeardMs when the opening was heard to its end, in ms of the stream
    /// @param affirmedMs when the consumer agreed, likewise
    /// @return whether the call is, or is about to be, recorded
    Future<Boolean> allowRecording(
            UUID attemptId, String heardBy, long noticeHeardMs, long affirmedMs);

    /// The consumer wants no recording, or no more. A failed future ends the waiting of the call
    /// only; it is asked for on, within a bound.
    Future<Void> stopRecording(UUID attemptId);

    /// What a slower and better model says to a question of the agent.
    Future<String> advice(UUID attemptId, String question);

    Future<Void> hangUp(UUID attemptId, String reason);

    /// @param start local date and time, ISO 8601
    Future<Void> appointment(UUID attemptId, String start, String note);

    /// The orchestrator understood and said no.
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Refused(int status) {
            super("The orchestrator refused with " + status);
        }
    }
}
