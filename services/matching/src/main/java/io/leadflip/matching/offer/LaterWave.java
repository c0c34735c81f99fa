package io.leadflip.matching.offer;

import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Offers a lead on when the first of the businesses that were in their quiet hours wakes.
@ApplicationScoped
class LaterWave implements WorkHandler {
    static final String KIND = "later-wave";

    private final Transactions transactions;
    private final FollowOffers follow;

    LaterWave(Transactions transactions, FollowOffers follow) {
        this.transactions = transactions;
        this.follow = follow;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        var leadId = UUID.fromString(item.payload().getString("leadId"));
        return transactions.run(() -> follow.later(leadId)).replaceWith(new WorkOutcome.Done());
    }
}
