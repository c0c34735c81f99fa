package io.leadflip.intake.match;

import io.leadflip.contracts.event.MatchFact.MatchExpired;
import io.leadflip.intake.timeline.LeadJournal;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Ends an offer that its business did not answer in time, under the same lock and by the same
/// clock as an answer.
@ApplicationScoped
public class ExpireOffer implements WorkHandler {
    static final String KIND = "expire-offer";

    private static final String LOCK =
            "select l.id from lead l join match m on m.lead_id = l.id where m.id = $1 for no key update of l";
    private static final String EXPIRE =
            """
            update match set status = 'EXPIRED', answered_at = clock_timestamp()
            where id = $1 and status = 'NOTIFIED' and answer_by < clock_timestamp()
            returning lead_id, business_id, answered_at""";

    private final Transactions transactions;
    private final Sql sql;
    private final LeadJournal journal;

    ExpireOffer(Transactions transactions, Sql sql, LeadJournal journal) {
        this.transactions = transactions;
        this.sql = sql;
        this.journal = journal;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        var matchId = UUID.fromString(item.key());
        return transactions
                .run(
                        () ->
                                sql.first(LOCK, matchId)
                                        .chain(() -> sql.first(EXPIRE, matchId))
                                        .chain(
                                                row ->
                                                        row.map(expired -> tell(matchId, expired))
                                                                .orElseGet(
                                                                        () ->
                                                                                Uni.createFrom()
                                                                                        .voidItem())))
                .replaceWith(WorkOutcome.DONE);
    }

    private Uni<Void> tell(UUID matchId, Row expired) {
        return journal.tell(
                new MatchExpired(expired.uuid(0), matchId, expired.uuid(1), expired.instant(2)));
    }
}
