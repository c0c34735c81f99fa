package io.leadflip.calls.dialing;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.CallState;
import io.leadflip.calls.call.Calls;
import io.leadflip.calls.call.DialKey;
import io.leadflip.calls.call.StopCalls;
import io.leadflip.calls.call.StopReason;
import io.leadflip.calls.transcript.Conclusions;
import io.leadflip.contracts.event.CallFact.CallScheduled;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.work.WorkQueue;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What follows an attempt: another one, or the end of the call. Runs in a transaction that holds
/// the call's lock.
@ApplicationScoped
public class AfterAttempt {
    private final Calls calls;
    private final Attempts attempts;
    private final StopCalls stop;
    private final RetryPolicy retry;
    private final Conclusions conclusions;
    private final WorkQueue work;
    private final Outbox outbox;
    private final Clock clock;

    AfterAttempt(
            Calls calls,
            Attempts attempts,
            StopCalls stop,
            RetryPolicy retry,
            Conclusions conclusions,
            WorkQueue work,
            Outbox outbox,
            Clock clock) {
        this.calls = calls;
        this.attempts = attempts;
        this.stop = stop;
        this.retry = retry;
        this.conclusions = conclusions;
        this.work = work;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// After an attempt without a conversation: another one, or the end of the call.
    ///
    /// @param rang whether the phone may have rung: then a failure is none that reached nobody
    public Uni<Void> next(Call call, Attempt attempt, CallOutcome result, boolean rang) {
        if (!(call.state() instanceof CallState.Attempting attempting)) {
            return Uni.createFrom().voidItem();
        }
        if (attempt.stopReason() != null
                && !StopReason.MACHINE.name().equals(attempt.stopReason())) {
            return stop.cancel(
                    call, attempting.cancelled(), StopReason.valueOf(attempt.stopReason()));
        }
        return attempts.ofCall(call.id())
                .map(
                        all ->
                                rang && result == CallOutcome.FAILED
                                        ? Optional.<Duration>empty()
                                        : retryAfter(call, all, result))
                .chain(
                        delay ->
                                delay.isPresent()
                                        ? again(call, attempt, clock.instant().plus(delay.get()))
                                        : conclude(call, result, rang));
    }

    private Uni<Void> conclude(Call call, CallOutcome result, boolean rang) {
        return result == CallOutcome.FAILED && !rang
                ? conclusions.concludeUndialled(call)
                : conclusions.conclude(call, result);
    }

    private Optional<Duration> retryAfter(Call call, List<Attempt> all, CallOutcome result) {
        int made = (int) all.stream().filter(it -> !it.throttled()).count();
        int failures = (int) all.stream().filter(it -> it.result() == CallOutcome.FAILED).count();
        return retry.after(result, call.purpose(), made, failures);
    }

    /// Another attempt at `due`, through the gate again.
    Uni<Void> again(Call call, Attempt attempt, Instant due) {
        if (!(call.state() instanceof CallState.Attempting attempting)) {
            return Uni.createFrom().voidItem();
        }
        int number = attempt.number() + 1;
        return calls.move(call, attempting.again())
                .chain(() -> calls.due(call, due))
                .chain(
                        () ->
                                work.schedule(
                                        DialKey.KIND,
                                        DialKey.of(call.id(), number),
                                        new JsonObject(),
                                        due))
                .chain(
                        () ->
                                outbox.append(
                                        new CallScheduled(
                                                call.leadId(),
                                                call.id(),
                                                attempt.decisionId(),
                                                number,
                                                due)));
    }
}
