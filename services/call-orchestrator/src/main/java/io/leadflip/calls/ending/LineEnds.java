package io.leadflip.calls.ending;

import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.transfer.Transfer;
import io.leadflip.calls.transfer.Transfers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Looks up what became of lines.
@ApplicationScoped
public class LineEnds {
    private final StreamEnds ends;
    private final Transfers transfers;

    LineEnds(StreamEnds ends, Transfers transfers) {
        this.ends = ends;
        this.transfers = transfers;
    }

    /// @param attempt which is over
    public Uni<LineEnd> of(Attempt attempt) {
        return ends.of(attempt.id())
                .map(end -> end.decision() == AfterStream.APOLOGIZE)
                .chain(
                        apologized ->
                                transfers
                                        .find(attempt.id())
                                        .map(
                                                transfer ->
                                                        new LineEnd(
                                                                apologized,
                                                                transfer.filter(Transfer::talked)
                                                                        .isPresent(),
                                                                withBusiness(attempt, transfer))));
    }

    /// As the provider counted it; until it did, as long as it can have been.
    private static Duration withBusiness(Attempt attempt, Optional<Transfer> found) {
        return found.map(
                        transfer ->
                                transfer.seconds() != null
                                        ? Duration.ofSeconds(transfer.seconds())
                                        : until(transfer.connectedAt(), attempt.endedAt()))
                .orElse(Duration.ZERO);
    }

    private static Duration until(Instant connected, Instant ended) {
        return connected == null || ended == null || ended.isBefore(connected)
                ? Duration.ZERO
                : Duration.between(connected, ended);
    }
}
