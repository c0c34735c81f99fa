package io.leadflip.intake.operation;

import io.leadflip.contracts.door.DeadLetter;
import io.leadflip.contracts.door.DeadLetterReport;
import io.leadflip.contracts.door.DeadLetterSearch;
import io.leadflip.contracts.door.DeadLetterSelection;
import io.leadflip.contracts.door.OutboxReplay;
import io.leadflip.contracts.door.OutboxReplayRequest;
import io.leadflip.platform.deadletter.DeadLetterDesk;
import io.leadflip.platform.deadletter.DeadLetterReads;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.leadflip.platform.replay.OutboxReplays;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// This service itself, which needs no door.
@ApplicationScoped
class OwnOperations implements Operations {
    private final DeadLetterReads reads;
    private final DeadLetterDesk desk;
    private final OutboxReplays replays;

    OwnOperations(DeadLetterReads reads, DeadLetterDesk desk, OutboxReplays replays) {
        this.reads = reads;
        this.desk = desk;
        this.replays = replays;
    }

    @Override
    public Uni<DeadLetter.Page> search(DeadLetterSearch search) {
        return reads.list(search);
    }

    @Override
    public Uni<DeadLetter.Opened> inspect(UUID id, String operator) {
        return reads.inspect(id, operator).map(OwnOperations::present);
    }

    @Override
    public Uni<DeadLetterReport> act(Act act, DeadLetterSelection selection, String operator) {
        return switch (act) {
            case DRY_RUN -> desk.dryRun(selection, operator);
            case REPLAY -> desk.replay(selection, operator);
            case DISCARD -> desk.discard(selection, operator);
        };
    }

    @Override
    public Uni<OutboxReplay> replay(OutboxReplayRequest request, String operator) {
        return replays.ask(request, operator);
    }

    @Override
    public Uni<Optional<OutboxReplay>> find(UUID id) {
        return replays.find(id);
    }

    private static <T> T present(Optional<T> found) {
        return found.orElseThrow(
                () -> new Problem(ProblemType.NOT_FOUND, "This service knows none of that id."));
    }
}
