package io.leadflip.calls.door;

import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.Attempts;
import io.leadflip.calls.recording.Affirmation;
import io.leadflip.calls.recording.DeletionReason;
import io.leadflip.calls.recording.RecordCalls;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/// What a bridge tells of a consumer's yes or no to a recording of the call.
@Path("/internal/attempts/{attemptId}/recording")
class RecordingDoor {
    private final Attempts attempts;
    private final RecordCalls recordings;
    private final Transactions transactions;

    RecordingDoor(Attempts attempts, RecordCalls recordings, Transactions transactions) {
        this.attempts = attempts;
        this.recordings = recordings;
        this.transactions = transactions;
    }

    /// @param heardBy `key` or `voice`
    /// @param noticeHeardMs when the opening was heard to its end, in ms of the media stream
    /// @param affirmedMs when the consumer agreed, likewise
    record Yes(String heardBy, Long noticeHeardMs, Long affirmedMs) {}

    /// @param recorded whether the call is, or is about to be, recorded
    record Answer(boolean recorded) {}

    /// The consumer agreed. Whether that counts is decided here.
    @POST
    public Uni<Answer> affirmed(@PathParam("attemptId") UUID attemptId, Yes yes) {
        Affirmation affirmation = affirmation(yes);
        return transactions
                .run(() -> attempt(attemptId))
                .chain(attempt -> recordings.affirmed(attempt, affirmation))
                .map(Answer::new);
    }

    private static Affirmation affirmation(Yes yes) {
        Affirmation.By by =
                switch (yes == null || yes.heardBy() == null ? "" : yes.heardBy()) {
                    case "key" -> Affirmation.By.KEY;
                    case "voice" -> Affirmation.By.VOICE;
                    default ->
                            throw new Problem(
                                    ProblemType.UNPROCESSABLE, "heardBy must be key or voice.");
                };
        return new Affirmation(by, yes.noticeHeardMs(), yes.affirmedMs());
    }

    /// The consumer does not want it, or no more. Answered when that is committed; also when there
    /// is no recording.
    @POST
    @Path("/stop")
    public Uni<Response> stop(@PathParam("attemptId") UUID attemptId) {
        return transactions
                .run(
                        () ->
                                attempt(attemptId)
                                        .chain(
                                                attempt ->
                                                        recordings.unwanted(
                                                                attempt.id(),
                                                                DeletionReason.STOPPED)))
                .replaceWith(Response.noContent().build());
    }

    private Uni<Attempt> attempt(UUID attemptId) {
        return attempts.find(attemptId)
                .map(found -> found.orElseThrow(() -> Problem.noSuch("attempt")));
    }
}
