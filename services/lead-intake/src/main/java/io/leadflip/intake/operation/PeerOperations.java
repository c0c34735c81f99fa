package io.leadflip.intake.operation;

import io.leadflip.contracts.door.DeadLetter;
import io.leadflip.contracts.door.DeadLetterReport;
import io.leadflip.contracts.door.DeadLetterSearch;
import io.leadflip.contracts.door.DeadLetterSelection;
import io.leadflip.contracts.door.OutboxReplay;
import io.leadflip.contracts.door.OutboxReplayRequest;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import java.util.UUID;

/// Another service, through its door.
record PeerOperations(ServiceDoor door) implements Operations {
    private static final int NOT_FOUND = 404;

    @Override
    public Uni<DeadLetter.Page> search(DeadLetterSearch search) {
        return door.search(search);
    }

    @Override
    public Uni<DeadLetter.Opened> inspect(UUID id, String operator) {
        return door.inspect(id, operator)
                .onFailure(PeerOperations::isUnknown)
                .transform(
                        unknown ->
                                new Problem(
                                        ProblemType.NOT_FOUND,
                                        "The service knows none of that id."));
    }

    @Override
    public Uni<DeadLetterReport> act(Act act, DeadLetterSelection selection, String operator) {
        return door.operate(act.path(), selection, operator);
    }

    @Override
    public Uni<OutboxReplay> replay(OutboxReplayRequest request, String operator) {
        return door.replay(request, operator);
    }

    @Override
    public Uni<Optional<OutboxReplay>> find(UUID id) {
        return door.replay(id)
                .map(Optional::of)
                .onFailure(PeerOperations::isUnknown)
                .recoverWithItem(Optional.empty());
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof WebApplicationException answer
                && answer.getResponse().getStatus() == NOT_FOUND;
    }
}
