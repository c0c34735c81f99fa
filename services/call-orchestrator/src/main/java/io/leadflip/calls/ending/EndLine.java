package io.leadflip.calls.ending;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.DialingSettings;
import io.leadflip.calls.dialing.LockedAttempts;
import io.leadflip.calls.ending.StreamEnds.StreamEnd;
import io.leadflip.calls.recording.QuietLine;
import io.leadflip.calls.transfer.Transfer;
import io.leadflip.calls.transfer.TransferCalls;
import io.leadflip.calls.transfer.TransferRefusal;
import io.leadflip.calls.transfer.TransferSettings;
import io.leadflip.calls.transfer.TransferVerdict;
import io.leadflip.calls.transfer.Transfers;
import io.leadflip.platform.postgres.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// The media stream of an answered call is over and the provider asks what to do with the line.
/// Whoever asks again is told the same, until the call is over: then nothing is left to do.
@ApplicationScoped
public class EndLine {
    private final LockedAttempts locked;
    private final StreamEnds ends;
    private final Transfers transfers;
    private final QuietLine quiet;
    private final TransferCalls transferring;
    private final Voice voice;
    private final Transactions transactions;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final String from;
    private final Duration ringTime;

    EndLine(
            LockedAttempts locked,
            StreamEnds ends,
            Transfers transfers,
            QuietLine quiet,
            TransferCalls transferring,
            Voice voice,
            Transactions transactions,
            MeterRegistry metrics,
            Clock clock,
            DialingSettings dialing,
            TransferSettings settings) {
        this.locked = locked;
        this.ends = ends;
        this.transfers = transfers;
        this.quiet = quiet;
        this.transferring = transferring;
        this.voice = voice;
        this.transactions = transactions;
        this.metrics = metrics;
        this.clock = clock;
        this.from = dialing.from();
        this.ringTime = settings.ringTime();
    }

    /// @param over whether the provider says that the call is over
    public Uni<Instruction> afterStream(Attempt attempt, boolean over) {
        return transactions
                .run(() -> locked.with(attempt, (call, current) -> decide(call, current, over)))
                .chain(
                        decision ->
                                switch (decision) {
                                    case HANG_UP -> said(new Instruction.HangUp());
                                    case APOLOGIZE -> said(voice.apology(attempt));
                                    case PUT_THROUGH -> putThrough(attempt);
                                });
    }

    private Uni<AfterStream> decide(Call call, Attempt attempt, boolean over) {
        return ends.of(attempt.id())
                .chain(
                        end ->
                                end.decision() == null
                                        ? decide(call, attempt, end, over)
                                        : Uni.createFrom().item(end.decision()))
                .map(
                        decision ->
                                AfterStream.unwanted(call, attempt, over)
                                        ? AfterStream.HANG_UP
                                        : decision);
    }

    private Uni<AfterStream> decide(Call call, Attempt attempt, StreamEnd end, boolean over) {
        return transfers
                .find(attempt.id())
                .map(transfer -> transfer.filter(Transfer::due).isPresent())
                .map(person -> AfterStream.of(call, attempt, end.leave(), person, over))
                .call(decision -> ends.decided(attempt.id(), decision, clock.instant()))
                .invoke(
                        decision ->
                                metrics.counter(
                                                "leadflip.calls.streams.ended",
                                                "decision",
                                                decision.name())
                                        .increment());
    }

    private Uni<Instruction> putThrough(Attempt attempt) {
        return transactions
                .run(() -> transfers.find(attempt.id()))
                .map(Optional::orElseThrow)
                .chain(
                        transfer ->
                                switch (transfer.state()) {
                                    case AGREED, DIALLING -> dial(attempt);
                                    case REFUSED, UNANSWERED -> said(voice.nobodyCame(attempt));
                                    case CONNECTED, ENDED -> said(new Instruction.HangUp());
                                });
    }

    /// Nobody is put on a line that may be recorded.
    private Uni<Instruction> dial(Attempt attempt) {
        return quiet.of(attempt)
                .chain(certain -> certain ? dialled(attempt) : said(voice.nobodyCame(attempt)));
    }

    private Uni<Instruction> dialled(Attempt attempt) {
        return transferring
                .permit(attempt)
                .chain(permit -> transactions.run(() -> transferring.dial(attempt, permit)))
                .map(verdict -> instruction(attempt, verdict));
    }

    private Instruction instruction(Attempt attempt, TransferVerdict verdict) {
        return switch (verdict) {
            case TransferVerdict.PutThrough through ->
                    new Instruction.PutThrough(
                            voice.handOver(attempt),
                            through.phone(),
                            from,
                            ringTime,
                            through.longest());
            case TransferVerdict.Task(TransferRefusal reason) ->
                    reason == TransferRefusal.NOBODY_THERE
                            ? new Instruction.HangUp()
                            : voice.nobodyCame(attempt);
        };
    }

    private static Uni<Instruction> said(Instruction instruction) {
        return Uni.createFrom().item(instruction);
    }
}
