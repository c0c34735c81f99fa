package io.leadflip.calls.transfer;

import io.leadflip.calls.call.Permits;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.transcript.HumanRequests;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.platform.postgres.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/// Puts consumers through: answers the wish for a person while the agent speaks, and decides once
/// more, over a permit of that moment, when the provider is about to dial.
@ApplicationScoped
public class TransferCalls {
    private final Permits permits;
    private final DecideTransfer decide;
    private final Transfers transfers;
    private final HumanRequests humans;
    private final Transactions transactions;
    private final MeterRegistry metrics;
    private final Clock clock;

    TransferCalls(
            Permits permits,
            DecideTransfer decide,
            Transfers transfers,
            HumanRequests humans,
            Transactions transactions,
            MeterRegistry metrics,
            Clock clock) {
        this.permits = permits;
        this.decide = decide;
        this.transfers = transfers;
        this.humans = humans;
        this.transactions = transactions;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// The consumer asks for a person. Whatever is answered, it is noted: should nobody come to the
    /// phone, somebody is to call back. Asking again is answered as before.
    ///
    /// @return whether the line is to be left to the provider, so that a person takes it
    public Uni<Boolean> asked(Attempt attempt) {
        return permit(attempt)
                .chain(permit -> transactions.run(() -> asked(attempt, permit)))
                .map(Transfer::due);
    }

    private Uni<Transfer> asked(Attempt attempt, Optional<CallPermit> permit) {
        return decide.on(attempt.callId(), attempt.id(), permit)
                .call(() -> humans.add(attempt.id(), clock.instant()))
                .call(
                        verdict ->
                                transfers.asked(
                                        attempt.id(), verdict, decide.pack(), clock.instant()))
                .invoke(verdict -> count("asked", verdict))
                .chain(() -> transfers.find(attempt.id()))
                .map(Optional::orElseThrow);
    }

    /// The provider is about to dial the business. What has changed since the consumer asked
    /// counts; the permit is asked for before, outside of any transaction.
    ///
    /// Joins the caller's transaction, in which nothing may be locked before.
    public Uni<TransferVerdict> dial(Attempt attempt, Optional<CallPermit> permit) {
        return decide.on(attempt.callId(), attempt.id(), permit)
                .invoke(verdict -> count("dial", verdict))
                .call(
                        verdict ->
                                switch (verdict) {
                                    case TransferVerdict.PutThrough through ->
                                            transfers.dialling(
                                                    attempt.id(),
                                                    through.lineKey(),
                                                    decide.pack(),
                                                    clock.instant());
                                    case TransferVerdict.Task(TransferRefusal reason) ->
                                            transfers.refused(attempt.id(), reason, decide.pack());
                                });
    }

    /// Empty when there is none right now; never guessed.
    public Uni<Optional<CallPermit>> permit(Attempt attempt) {
        return permits.ask(attempt.callId(), attempt.id())
                .map(
                        answer ->
                                answer instanceof Permits.Answer.Given(CallPermit permit, _)
                                        ? Optional.of(permit)
                                        : Optional.empty());
    }

    private void count(String step, TransferVerdict verdict) {
        String answer =
                verdict instanceof TransferVerdict.Task(TransferRefusal reason)
                        ? reason.code()
                        : "put-through";
        metrics.counter("leadflip.calls.transfers", "step", step, "answer", answer).increment();
    }
}
