package io.leadflip.intake.operation;

import io.leadflip.contracts.door.DeadLetter;
import io.leadflip.contracts.door.DeadLetterReport;
import io.leadflip.contracts.door.DeadLetterSearch;
import io.leadflip.contracts.door.DeadLetterSelection;
import io.leadflip.contracts.door.OutboxReplay;
import io.leadflip.contracts.door.OutboxReplayRequest;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/// What operators do with one service: this one or a peer.
public interface Operations {
    /// What may be done to a selection of dead letters.
    enum Act {
        DRY_RUN("dry-run"),
        REPLAY("replay"),
        DISCARD("discard");

        private final String path;

        Act(String path) {
            this.path = path;
        }

        String path() {
            return path;
        }
    }

    Uni<DeadLetter.Page> search(DeadLetterSearch search);

    Uni<DeadLetter.Opened> inspect(UUID id, String operator);

    Uni<DeadLetterReport> act(Act act, DeadLetterSelection selection, String operator);

    Uni<OutboxReplay> replay(OutboxReplayRequest request, String operator);

    /// Empty when this service was not asked for it.
    Uni<Optional<OutboxReplay>> find(UUID id);
}
