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
    /// The key that the briefing asks for.
    private static final String TAKE = "1";

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

    /// The business has answered, and hears why it is called and how to take the call. Nobody is
    /// kept on the phone for a call that is over.
    ///
    /// @return empty when the leg is to be hung up
    public Uni<Optional<Instruction.Say>> answered(Attempt attempt) {
        return locked(
                attempt,
                current ->
                        awaited(current)
                                .map(
                                        awaited ->
                                                awaited
                                                        ? Optional.of(voice.briefing(current))
                                                        : Optional.empty()));
    }

    /// Somebody at the business pressed a key: a person, and not a machine that answers.
    ///
    /// @return whether the two are to be put together
    public Uni<Boolean> taken(Attempt attempt, String key) {
        return locked(
                attempt,
                current ->
                        awaited(current)
                                .map(awaited -> awaited && TAKE.equals(key))
                                .call(
                                        taken ->
                                                taken
                                                        ? transfers.connected(
                                                                current.id(), clock.instant())
                                                        : Uni.createFrom().voidItem()));
    }

    private Uni<Boolean> awaited(Attempt attempt) {
        return transfers
                .find(attempt.id())
                .map(
                        transfer ->
                                attempt.wanted() && transfer.filter(Transfer::awaited).isPresent());
    }

    /// How the leg stands.
    public Uni<Void> reported(Attempt attempt, ProviderStatus status, int seconds) {
        return locked(
                attempt,
                current ->
                        switch (status) {
                            case COMPLETED -> transfers.legOver(current.id(), seconds);
                            case QUEUED,
                                    INITIATED,
                                    RINGING,
                                    IN_PROGRESS,
                                    BUSY,
                                    NO_ANSWER,
                                    FAILED,
                                    CANCELED ->
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
        var talked =
                end.talked()
                        ? transfers.ended(attempt.id(), end.seconds(), clock.instant())
                        : Uni.createFrom().voidItem();
        return talked.chain(
                () -> transfers.unanswered(attempt.id(), end.seconds(), clock.instant()));
    }

    private static boolean unanswered(Optional<Transfer> transfer) {
        return transfer.filter(it -> it.state() == Transfer.State.UNANSWERED).isPresent();
    }

    private <T> Uni<T> locked(Attempt attempt, Function<Attempt, Uni<T>> step) {
        return transactions.run(() -> locked.with(attempt, (call, current) -> step.apply(current)));
    }
}
