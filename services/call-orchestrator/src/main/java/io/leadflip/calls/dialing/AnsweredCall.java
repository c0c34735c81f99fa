package io.leadflip.calls.dialing;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.CallState;
import io.leadflip.calls.call.ContactDecisions;
import io.leadflip.calls.call.Permits;
import io.leadflip.calls.call.StopCalls;
import io.leadflip.calls.call.StopReason;
import io.leadflip.calls.contact.Decision;
import io.leadflip.calls.recording.RecordCalls;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The callee has answered and the provider asks what to do: permit and gate are asked once more,
/// then the call gets its media stream, or is hung up.
@ApplicationScoped
public class AnsweredCall {
    private static final Duration FIRST_WAIT = Duration.ofMillis(300);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /// Twilio waits 15 seconds for a document, and a person on the line much less.
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final Permits permits;
    private final LockedAttempts locked;
    private final Attempts attempts;
    private final ContactDecisions decisions;
    private final CallProgress progress;
    private final StopCalls stop;
    private final RecordCalls recordings;
    private final StreamToken tokens;
    private final MediaSettings media;
    private final Transactions transactions;
    private final Clock clock;

    AnsweredCall(
            Permits permits,
            LockedAttempts locked,
            Attempts attempts,
            ContactDecisions decisions,
            CallProgress progress,
            StopCalls stop,
            RecordCalls recordings,
            StreamToken tokens,
            MediaSettings media,
            Transactions transactions,
            Clock clock) {
        this.permits = permits;
        this.locked = locked;
        this.attempts = attempts;
        this.decisions = decisions;
        this.progress = progress;
        this.stop = stop;
        this.recordings = recordings;
        this.tokens = tokens;
        this.media = media;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// @return the stream's token; empty when the call is to be hung up
    public Uni<Optional<String>> connect(Attempt attempt, String callSid) {
        return permit(attempt)
                .chain(permit -> transactions.run(() -> connect(attempt, callSid, permit)));
    }

    private Uni<Optional<String>> connect(
            Attempt attempt, String callSid, Optional<CallPermit> permit) {
        return locked.with(attempt, (call, current) -> answer(call, current, callSid, permit));
    }

    private Uni<Optional<String>> answer(
            Call call, Attempt attempt, String callSid, Optional<CallPermit> permit) {
        if (!attempt.matches(callSid)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return progress.adopt(call, attempt, callSid)
                .chain(() -> allowed(call, attempt, permit))
                .chain(
                        allowed ->
                                allowed
                                        ? recordings
                                                .answered(call, attempt, permit)
                                                .chain(() -> token(attempt, callSid))
                                                .map(Optional::of)
                                        : hangUp(call, attempt));
    }

    private Uni<Optional<CallPermit>> permit(Attempt attempt) {
        return permits.ask(attempt.callId(), attempt.id())
                .onItem()
                .transformToUni(
                        answer ->
                                answer instanceof Permits.Answer.Unavailable
                                        ? Uni.createFrom()
                                                .<Permits.Answer>failure(
                                                        new IllegalStateException("no permit yet"))
                                        : Uni.createFrom().item(answer))
                .onFailure()
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .expireIn(PATIENCE.toMillis())
                .map(
                        answer ->
                                answer instanceof Permits.Answer.Given(CallPermit permit, _)
                                        ? Optional.of(permit)
                                        : Optional.<CallPermit>empty())
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private static boolean wanted(Call call, Attempt attempt) {
        return call.state() instanceof CallState.Attempting
                && !attempt.state().over()
                && attempt.stopReason() == null
                && attempt.optedOutAt() == null;
    }

    /// The gate has its say once more, over a permit of this moment and for the phone that rang.
    private Uni<Boolean> allowed(Call call, Attempt attempt, Optional<CallPermit> permit) {
        if (!wanted(call, attempt)) {
            return Uni.createFrom().item(false);
        }
        return permit.filter(it -> attempt.contactKey().equals(it.contactKey()))
                .map(
                        it ->
                                decisions
                                        .decide(call, attempt.id(), it, clock.instant())
                                        .map(stored -> stored.decision() instanceof Decision.Allow))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private Uni<String> token(Attempt attempt, String callSid) {
        Instant wanted = clock.instant().plus(media.tokenLifetime());
        return attempts.tokenExpiry(attempt.id(), wanted)
                .map(expiry -> tokens.issue(attempt.id(), callSid, expiry));
    }

    private Uni<Optional<String>> hangUp(Call call, Attempt attempt) {
        return attempt.state().over()
                ? Uni.createFrom().item(Optional.empty())
                : attempts.stopping(attempt.id(), StopReason.PERMIT_REFUSED.name())
                        .chain(() -> stop.hangUpBy(attempt.id(), clock.instant().plusSeconds(5)))
                        .replaceWith(Optional.empty());
    }

    /// Finds the attempt a webhook names, if that webhook can be its own.
    public Uni<Optional<Attempt>> attempt(UUID attemptId, String callSid) {
        return transactions
                .run(() -> attempts.find(attemptId))
                .map(found -> found.filter(attempt -> attempt.matches(callSid)));
    }
}
