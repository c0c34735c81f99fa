package io.leadflip.platform.deadletter;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;

/// Who did what with dead letters and replays, when, and to how many; written in the transaction of
/// the action.
@ApplicationScoped
public class OperatorActions {
    private static final String NOTE =
            "insert into operator_action (id, who, action, scope, affected) values ($1, $2, $3, $4, $5)";

    private final Sql sql;

    OperatorActions(Sql sql) {
        this.sql = sql;
    }

    /// @param scope what was asked for
    public Uni<Void> note(String who, String action, JsonObject scope, long affected) {
        return sql.update(NOTE, Identifiers.next(), who, action, scope, affected).replaceWithVoid();
    }
}
