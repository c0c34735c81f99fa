package io.leadflip.calls.ending;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.Calls;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.Attempts;
import io.leadflip.calls.ending.StreamEnds.StreamEnd;
import io.leadflip.calls.transcript.AttemptKeys;
import io.leadflip.platform.postgres.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/// The media stream of an answered call is over and the provider asks what to do with the line.
/// Whoever asks again is told the same, until the call is over: then nothing is left to do.
@ApplicationScoped
public class EndLine {
    private final Calls calls;
    private final Attempts attempts;
    private final StreamEnds ends;
    private final AttemptKeys keys;
    private final Transactions transactions;
    private final MeterRegistry metrics;
    private final Clock clock;

    EndLine(
            Calls calls,
            Attempts attempts,
            StreamEnds ends,
            AttemptKeys keys,
            Transactions transactions,
            MeterRegistry metrics,
            Clock clock) {
        this.calls = calls;
        this.attempts = attempts;
        this.ends = ends;
        this.keys = keys;
        this.transactions = transactions;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// @param over whether the provider says that the call is over
    public Uni<Instruction> afterStream(Attempt attempt, boolean over) {
        return transactions.run(
                () ->
                        calls.lock(attempt.callId())
                                .map(Optional::orElseThrow)
                                .chain(
                                        call ->
                                                attempts.find(attempt.id())
                                                        .map(Optional::orElseThrow)
                                                        .chain(it -> decide(call, it, over))));
    }

    private Uni<Instruction> decide(Call call, Attempt attempt, boolean over) {
        return ends.of(attempt.id())
                .chain(
                        end ->
                                end.decision() == null
                                        ? decide(call, attempt, end, over)
                                        : Uni.createFrom().item(end.decision()))
                .map(
                        decision ->
                                AfterStream.unwanted(call, attempt, over)
                                        ? new Instruction.HangUp()
                                        : instruction(attempt, decision));
    }

    private Uni<AfterStream> decide(Call call, Attempt attempt, StreamEnd end, boolean over) {
        AfterStream decision = AfterStream.of(call, attempt, end.leave(), over);
        metrics.counter("leadflip.calls.streams.ended", "decision", decision.name()).increment();
        return ends.decided(attempt.id(), decision, clock.instant()).replaceWith(decision);
    }

    private Instruction instruction(Attempt attempt, AfterStream decision) {
        return switch (decision) {
            case HANG_UP -> new Instruction.HangUp();
            case APOLOGIZE -> apology(attempt);
        };
    }

    /// For whoever waits on a line that we cannot go on with.
    public Instruction apology(Attempt attempt) {
        JsonObject brief =
                new JsonObject(keys.open(attempt.sealedKey()).open(attempt.sealedBrief()));
        return LastWords.in(attempt.language()).apology(brief.getString("businessName"));
    }
}
