package io.leadflip.calls.ending;

import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.LockedAttempts;
import io.leadflip.calls.dialing.ProviderStatus;
import io.leadflip.calls.transfer.Transfer;
import io.leadflip.calls.transfer.Transfers;
import io.leadflip.platform.postgres.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/// What the provider reports and asks of the leg to the business, in whatever order and however
/// often.
@ApplicationScoped
public class BusinessLeg {
    private final LockedAttempts locked;
    private final Transfers transfers;
    private final Voice voice;
    private final Transactions transactions;
    private final MeterRegistry metrics;
    private final Clock clock;

    BusinessLeg(
            LockedAttempts locked,
            Transfers transfers,
            Voice voice,
            Transactions transactions,
            MeterRegistry metrics,
            Clock clock) {
        this.locked = locked;
        this.transfers = transfers;
        this.voice = voice;
        this.transactions = transactions;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// How the leg ended.
    ///
    /// @param bridged false when the two were not put together though somebody answered
    /// @param seconds of the leg
    public record End(ProviderStatus status, boolean bridged, int seconds) {
        boolean talked() {
            return status == ProviderStatus.COMPLETED && bridged;
        }
    }

    /// The business has answered, and hears why it is called before the two are put together.
    /// Nobody is kept on the phone for a call that is over.
    ///
    /// @return empty when the leg is to be hung up
    public Uni<Optional<Instruction.Say>> answered(Attempt attempt) {
        return locked(
                attempt,
                current ->
                        transfers
                                .find(current.id())
                                .map(
                                        transfer ->
                                                current.wanted()
                                                                && transfer.filter(
                                                                                Transfer::awaited)
                                                                        .isPresent()
                                                        ? Optional.of(voice.briefing(current))
                                                        : Optional.empty()));
    }

    /// How the leg stands.
    public Uni<Void> reported(Attempt attempt, ProviderStatus status, int seconds) {
        return locked(
                attempt,
                current ->
                        switch (status) {
                            case IN_PROGRESS -> transfers.connected(current.id(), clock.instant());
                            case COMPLETED ->
                                    transfers.legOver(current.id(), seconds, clock.instant());
                            case QUEUED, INITIATED, RINGING, BUSY, NO_ANSWER, FAILED, CANCELED ->
                                    Uni.createFrom().voidItem();
                        });
    }

    /// The leg is over and the consumer may still be there: told that nobody came, or that was all.
    ///
    /// @param over whether the provider says that the consumer's call is over
    public Uni<Instruction> over(Attempt attempt, End end, boolean over) {
        return locked(
                attempt,
                current ->
                        ended(current, end)
                                .chain(() -> transfers.find(current.id()))
                                .map(
                                        transfer ->
                                                !over && current.wanted() && unanswered(transfer)
                                                        ? voice.nobodyCame(current)
                                                        : new Instruction.HangUp()));
    }

    private Uni<Void> ended(Attempt attempt, End end) {
        String answer = end.bridged() ? end.status().name() : "NOT_BRIDGED";
        metrics.counter("leadflip.calls.transfers", "step", "ended", "answer", answer).increment();
        return end.talked()
                ? transfers.ended(attempt.id(), end.seconds(), clock.instant())
                : transfers.unanswered(attempt.id(), end.seconds(), clock.instant());
    }

    private static boolean unanswered(Optional<Transfer> transfer) {
        return transfer.filter(it -> it.state() == Transfer.State.UNANSWERED).isPresent();
    }

    private <T> Uni<T> locked(Attempt attempt, Function<Attempt, Uni<T>> step) {
        return transactions.run(() -> locked.with(attempt, (call, current) -> step.apply(current)));
    }
}
