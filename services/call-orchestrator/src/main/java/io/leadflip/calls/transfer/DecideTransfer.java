package io.leadflip.calls.transfer;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.CallState;
import io.leadflip.calls.call.Calls;
import io.leadflip.calls.contact.ContactGate;
import io.leadflip.calls.contact.NumberPlan;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.DialingSettings;
import io.leadflip.calls.dialing.LockedAttempts;
import io.leadflip.calls.halt.Halts;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.door.CallPermit.BusinessLine;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Puts together what is known, under the locks that keep it true until the transaction ends, and
/// asks the policy. Made at the start, so that settings out of range are told then.
@Startup
@ApplicationScoped
class DecideTransfer {
    private final Calls calls;
    private final LockedAttempts locked;
    private final Transfers transfers;
    private final Halts halts;
    private final NumberPlan numbers;
    private final TransferPolicy policy;
    private final DialingSettings dialing;
    private final Clock clock;

    DecideTransfer(
            Calls calls,
            LockedAttempts locked,
            Transfers transfers,
            Halts halts,
            NumberPlan numbers,
            ContactGate gate,
            TransferSettings settings,
            DialingSettings dialing,
            Clock clock) {
        this.calls = calls;
        this.locked = locked;
        this.transfers = transfers;
        this.halts = halts;
        this.numbers = numbers;
        this.policy =
                new TransferPolicy(
                        gate.pack(),
                        settings.enabled(),
                        settings.ringTime(),
                        settings.leastTalk(),
                        settings.perHour());
        this.dialing = dialing;
        this.clock = clock;
    }

    /// By which rules it is decided.
    String pack() {
        return policy.pack().label();
    }

    /// Locks the business's phone, the halts and the call, in this order; nothing else may be
    /// locked before.
    ///
    /// @param permit of this moment; empty when there is none
    Uni<TransferVerdict> on(UUID callId, UUID attemptId, Optional<CallPermit> permit) {
        Optional<BusinessLine> line = permit.map(CallPermit::line);
        String lineKey = line.map(BusinessLine::contactKey).orElse("");
        return calls.alone("lf:transfer:" + lineKey)
                .chain(() -> calls.find(callId))
                .map(Optional::orElseThrow)
                .chain(call -> halts.overNow(call))
                .chain(
                        halt ->
                                locked.with(
                                        callId,
                                        attemptId,
                                        (call, attempt) ->
                                                decide(
                                                        call,
                                                        attempt,
                                                        permit,
                                                        lineKey,
                                                        halt.isPresent())));
    }

    private Uni<TransferVerdict> decide(
            Call call,
            Attempt attempt,
            Optional<CallPermit> permit,
            String lineKey,
            boolean halted) {
        Instant now = clock.instant();
        return calls.suppressed(lineKey)
                .chain(
                        suppressed ->
                                transfers
                                        .load(lineKey, attempt.id(), now)
                                        .map(
                                                load ->
                                                        facts(
                                                                call,
                                                                attempt,
                                                                permit.orElse(null),
                                                                halted,
                                                                suppressed,
                                                                load,
                                                                now)))
                .map(facts -> policy.decide(facts, now));
    }

    private TransferFacts facts(
            Call call,
            Attempt attempt,
            CallPermit permit,
            boolean halted,
            boolean suppressed,
            Transfers.Load load,
            Instant now) {
        String phone = permit == null || permit.line() == null ? null : permit.line().phone();
        return new TransferFacts(
                call.state() instanceof CallState.Attempting && attempt.wanted(),
                permit,
                permit != null && of(call, attempt, permit),
                halted,
                suppressed,
                numbers.lookUp(phone),
                dialing.from(),
                load.busy(),
                load.withinHour(),
                left(attempt, now));
    }

    private static boolean of(Call call, Attempt attempt, CallPermit permit) {
        return call.id().equals(permit.callId())
                && call.businessId().equals(permit.businessId())
                && attempt.contactKey().equals(permit.contactKey());
    }

    /// While the answer's report is on its way the call counts as answered when it was begun.
    private Duration left(Attempt attempt, Instant now) {
        Instant from = attempt.answeredAt() == null ? attempt.startedAt() : attempt.answeredAt();
        return Duration.between(now, from.plus(dialing.timeLimit()));
    }
}
