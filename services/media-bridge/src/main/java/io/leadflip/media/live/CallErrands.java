package io.leadflip.media.live;

import io.leadflip.contracts.door.StreamRedemption;
import io.leadflip.media.bridge.Answerer;
import io.leadflip.media.bridge.CloseCause;
import io.leadflip.media.bridge.PlatformCommand;
import io.leadflip.media.bridge.PlatformCommand.Errand;
import io.leadflip.media.bridge.PlatformEvent;
import io.leadflip.media.bridge.PlatformEvent.Person;
import io.leadflip.media.bridge.PlatformEvent.Recorded;
import io.leadflip.media.bridge.Utterance;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// What one call has others do: the orchestrator at its door, and the speech service. Every errand
/// ends in exactly one event, told on the call's event loop; a failure is an event too.
final class CallErrands {
    private static final Logger LOG = Logger.getLogger(CallErrands.class);

    private final Orchestrator orchestrator;
    private final Speech speech;
    private final String bridgeId;
    private final Context context;
    private final Consumer<PlatformEvent> told;
    private UUID attempt;

    /// @param context the call's event loop
    CallErrands(Outside outside, String bridgeId, Context context, Consumer<PlatformEvent> told) {
        this.orchestrator = outside.orchestrator();
        this.speech = outside.speech();
        this.bridgeId = bridgeId;
        this.context = context;
        this.told = told;
    }

    /// From now on errands are about this attempt. Only `Redeem` goes before.
    void about(UUID attemptId) {
        attempt = attemptId;
    }

    void run(Errand errand) {
        switch (errand) {
            case PlatformCommand.Redeem redeem -> redeem(redeem);
            case PlatformCommand.Prepare(Utterance utterance, String text, String language) ->
                    prepare(utterance, text, language);
            case PlatformCommand.CommitOptOut(PlatformCommand.HeardBy heardBy) ->
                    answered(
                            orchestrator.optOut(attempt, heardBy.name().toLowerCase(Locale.ROOT)),
                            new PlatformEvent.OptOutCommitted(),
                            new PlatformEvent.OptOutFailed());
            case PlatformCommand.NoteAppointment(String call, String start, String note) ->
                    answered(
                            orchestrator.appointment(attempt, start, note),
                            new PlatformEvent.AppointmentNoted(call, true),
                            new PlatformEvent.AppointmentNoted(call, false));
            case PlatformCommand.RequestHuman(String call) -> requestHuman(call);
            case PlatformCommand.AllowRecording yes -> allowRecording(yes);
            case PlatformCommand.StopRecording(String call) ->
                    answered(
                            orchestrator.stopRecording(attempt),
                            new PlatformEvent.RecordingStopped(call, true),
                            new PlatformEvent.RecordingStopped(call, false));
            case PlatformCommand.AskAdvisor(String call, String question) ->
                    askAdvisor(call, question);
            case PlatformCommand.AskWhoAnswered() -> askWhoAnswered();
            case PlatformCommand.HangUp hangUp ->
                    answered(
                            orchestrator.hangUp(attempt, hangUp.reason().name()),
                            new PlatformEvent.HangUpAnswered(),
                            new PlatformEvent.HangUpAnswered());
        }
    }

    private void redeem(PlatformCommand.Redeem redeem) {
        StreamRedemption redemption =
                new StreamRedemption(
                        redeem.token(), redeem.callSid(), redeem.streamSid(), bridgeId);
        tell(
                orchestrator.redeem(redemption),
                result ->
                        result.succeeded()
                                ? new PlatformEvent.Redeemed(result.result())
                                : notRedeemed(result.cause()));
    }

    private static PlatformEvent notRedeemed(Throwable failure) {
        boolean refused = failure instanceof Orchestrator.Refused;
        LOG.infof("Stream token was not redeemed: %s", FaultText.of(failure));
        return new PlatformEvent.RedemptionFailed(
                refused ? CloseCause.TOKEN_REFUSED : CloseCause.PLATFORM_UNAVAILABLE);
    }

    private void prepare(Utterance utterance, String text, String language) {
        tell(
                speech.render(text, language),
                result ->
                        result.succeeded()
                                ? new PlatformEvent.SpeechReady(utterance, result.result())
                                : unspeakable(utterance, result.cause()));
    }

    private PlatformEvent unspeakable(Utterance utterance, Throwable failure) {
        LOG.warnf(
                "Speech was not rendered: utterance=%s attemptId=%s %s",
                utterance, attempt, FaultText.of(failure));
        return new PlatformEvent.SpeechFailed(utterance);
    }

    /// An orchestrator that cannot be asked is asked again: it knows nothing yet.
    private void askWhoAnswered() {
        tell(
                orchestrator.answeredBy(attempt).otherwiseEmpty(),
                result -> new PlatformEvent.AnsweredBy(Answerer.of(result.result())));
    }

    private void askAdvisor(String call, String question) {
        tell(
                orchestrator.advice(attempt, question).otherwiseEmpty(),
                result -> new PlatformEvent.Advised(call, result.result()));
    }

    private void requestHuman(String call) {
        tell(
                orchestrator.requestHuman(attempt),
                result ->
                        result.succeeded()
                                ? new PlatformEvent.HumanRequested(
                                        call, result.result() ? Person.COMES : Person.CALLS_BACK)
                                : notTaken(
                                        new PlatformEvent.HumanRequested(call, Person.UNKNOWN),
                                        result.cause()));
    }

    private void allowRecording(PlatformCommand.AllowRecording yes) {
        tell(
                orchestrator.allowRecording(
                        attempt,
                        yes.heardBy().name().toLowerCase(Locale.ROOT),
                        yes.noticeHeardMs(),
                        yes.affirmedMs()),
                result ->
                        result.succeeded()
                                ? new PlatformEvent.RecordingAnswered(
                                        yes.call(), result.result() ? Recorded.YES : Recorded.NO)
                                : notTaken(
                                        new PlatformEvent.RecordingAnswered(
                                                yes.call(), Recorded.UNKNOWN),
                                        result.cause()));
    }

    private void answered(Future<Void> answer, PlatformEvent done, PlatformEvent failed) {
        tell(answer, result -> result.succeeded() ? done : notTaken(failed, result.cause()));
    }

    private PlatformEvent notTaken(PlatformEvent failed, Throwable failure) {
        LOG.warnf(
                "Orchestrator did not take %s: attemptId=%s %s",
                failed.getClass().getSimpleName(), attempt, FaultText.of(failure));
        return failed;
    }

    private <T> void tell(Future<T> answer, Function<AsyncResult<T>, PlatformEvent> event) {
        answer.onComplete(
                result -> context.runOnContext(nothing -> told.accept(event.apply(result))));
    }
}
