package io.leadflip.platform.replay;

import io.leadflip.contracts.door.OutboxReplay;
import io.leadflip.contracts.door.OutboxReplayRequest;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.Service;
import io.leadflip.platform.deadletter.OperatorActions;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// Requests to tell facts of this service's outbox again, and how far they are. The
/// [OutboxReplayer] carries them out.
@ApplicationScoped
public class OutboxReplays {
    private static final String COUNT =
            """
            select count(*) from outbox
            where appended_at >= $1 and appended_at < $2 and ($3::text is null or type = $3)""";
    private static final String ASK =
            """
            insert into outbox_replay (id, told_from, told_until, type, requested_by)
            values ($1, $2, $3, $4, $5) on conflict (id) do nothing""";
    private static final String FIND =
            """
            select id, told_from, told_until, type, told, requested_by, requested_at, done_at,
                (select count(*) from outbox where appended_at >= told_from and appended_at < told_until
                    and (outbox_replay.type is null or outbox.type = outbox_replay.type))
            from outbox_replay where id = $1""";

    private final Transactions transactions;
    private final Sql sql;
    private final ReplayWindow window;
    private final OperatorActions actions;
    private final Source self;

    OutboxReplays(
            Transactions transactions,
            Sql sql,
            ReplayWindow window,
            OperatorActions actions,
            Service service) {
        this.transactions = transactions;
        this.sql = sql;
        this.window = window;
        this.actions = actions;
        this.self = service.service();
    }

    /// Counts, and unless it is a dry run writes the request down to be carried out.
    ///
    /// @throws io.leadflip.platform.problem.Problem 422 when the request cannot be fulfilled
    public Uni<OutboxReplay> ask(OutboxReplayRequest request, String who) {
        var checked = window.checked(request);
        return transactions.run(
                () -> checked.dryRun() ? counted(checked, who) : writtenDown(checked, who));
    }

    public Uni<Optional<OutboxReplay>> find(UUID id) {
        return transactions.run(() -> sql.first(FIND, id)).map(found -> found.map(this::replay));
    }

    private Uni<OutboxReplay> counted(OutboxReplayRequest request, String who) {
        return sql.first(COUNT, request.from(), request.to(), request.type())
                .map(row -> row.orElseThrow().bigint(0))
                .call(facts -> note("COUNT_FACTS", request, who, facts))
                .map(
                        facts ->
                                new OutboxReplay(
                                        request.id(),
                                        self,
                                        request.from(),
                                        request.to(),
                                        request.type(),
                                        true,
                                        facts,
                                        0,
                                        who,
                                        null,
                                        null));
    }

    private Uni<OutboxReplay> writtenDown(OutboxReplayRequest request, String who) {
        return sql.update(ASK, request.id(), request.from(), request.to(), request.type(), who)
                .call(
                        written ->
                                written == 1
                                        ? note("TELL_AGAIN", request, who, written)
                                        : Uni.createFrom().voidItem())
                .chain(() -> sql.first(FIND, request.id()))
                .map(row -> replay(row.orElseThrow()));
    }

    private Uni<Void> note(String action, OutboxReplayRequest request, String who, long facts) {
        var scope =
                new JsonObject()
                        .put("id", request.id().toString())
                        .put("from", request.from().toString())
                        .put("to", request.to().toString())
                        .put("type", request.type());
        return actions.note(who, action, scope, facts);
    }

    private OutboxReplay replay(Row row) {
        return new OutboxReplay(
                row.uuid(0),
                self,
                row.instant(1),
                row.instant(2),
                row.text(3),
                false,
                row.bigint(8),
                row.bigint(4),
                row.text(5),
                row.instant(6),
                row.instant(7));
    }
}
