package io.leadflip.matching.offer;

import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Looks at an offer when its time to be sent is over, and takes it back when nobody was told of
/// it.
@ApplicationScoped
class UnsentOffer implements WorkHandler {
    static final String KIND = "offer-unsent";

    private final Transactions transactions;
    private final FollowOffers follow;
    private final Sql sql;

    UnsentOffer(Transactions transactions, FollowOffers follow, Sql sql) {
        this.transactions = transactions;
        this.follow = follow;
        this.sql = sql;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        var matchId = UUID.fromString(item.key());
        return transactions.run(() -> takeBack(matchId)).replaceWith(new WorkOutcome.Done());
    }

    private Uni<Void> takeBack(UUID matchId) {
        return sql.first("select lead_id from offer where id = $1 and state = 'OFFERED'", matchId)
                .chain(
                        row ->
                                row.map(found -> follow.notSent(found.uuid(0), matchId))
                                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
