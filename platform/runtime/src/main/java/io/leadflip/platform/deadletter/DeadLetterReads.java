package io.leadflip.platform.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadflip.contracts.door.DeadLetter;
import io.leadflip.contracts.door.DeadLetterSearch;
import io.leadflip.platform.deadletter.DeadLetterRows.Stored;
import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What operators see of this service's dead letters: a list without payloads, and one letter with
/// its payload masked.
@ApplicationScoped
public class DeadLetterReads {
    private final Transactions transactions;
    private final DeadLetterRows rows;
    private final OperatorActions actions;
    private final ObjectMapper json;

    DeadLetterReads(
            Transactions transactions,
            DeadLetterRows rows,
            OperatorActions actions,
            ObjectMapper json) {
        this.transactions = transactions;
        this.rows = rows;
        this.actions = actions;
        this.json = json;
    }

    /// Newest first, a page at a time.
    public Uni<DeadLetter.Page> list(DeadLetterSearch search) {
        return transactions.run(() -> rows.page(search)).map(DeadLetter.Page::new);
    }

    /// @param who is noted, because even a masked payload is somebody's
    /// @return empty when there is no such letter
    public Uni<Optional<DeadLetter.Opened>> inspect(UUID id, String who) {
        return transactions.run(
                () ->
                        rows.find(id)
                                .chain(
                                        found ->
                                                found.map(letter -> open(letter, who))
                                                        .orElseGet(DeadLetterReads::nothing)));
    }

    private Uni<Optional<DeadLetter.Opened>> open(Stored stored, String who) {
        var letter = stored.letter();
        return actions.note(who, "INSPECT", new JsonObject().put("id", letter.id().toString()), 1)
                .chain(() -> history(letter.subjectId()))
                .map(
                        history ->
                                Optional.of(
                                        new DeadLetter.Opened(
                                                letter,
                                                Masking.masked(tree(stored.payload())),
                                                history)));
    }

    private Uni<List<DeadLetter.Try>> history(UUID subjectId) {
        return subjectId == null ? Uni.createFrom().item(List.of()) : rows.history(subjectId);
    }

    private JsonNode tree(JsonObject payload) {
        try {
            return json.readTree(payload.encode());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored payload is no JSON", e);
        }
    }

    private static Uni<Optional<DeadLetter.Opened>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }
}
