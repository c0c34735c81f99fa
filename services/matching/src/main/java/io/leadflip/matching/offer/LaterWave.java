package io.leadflip.matching.offer;

import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Offers a lead on when the first of the businesses that were in their quiet hours wakes.
@ApplicationScoped
class LaterWave implements WorkHandler {
    static final String KIND = "later-wave";

    private final Transactions transactions;
    private final FollowOffers follow;
    private final Clock clock;

    LaterWave(Transactions transactions, FollowOffers follow, Clock clock) {
        this.transactions = transactions;
        this.follow = follow;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        var leadId = UUID.fromString(item.payload().getString("leadId"));
        var early = Duration.between(clock.instant(), at(item));
        return early.isPositive()
                ? Uni.createFrom().item(new WorkOutcome.Again(early, "early"))
                : transactions.run(() -> follow.later(leadId)).replaceWith(WorkOutcome.DONE);
    }

    /// The database decides what is due, and its clock may be ahead of ours: to us everybody would
    /// still be asleep, and this wave would be the last.
    private static Instant at(WorkItem item) {
        var at = item.payload().getString("at");
        return at == null ? Instant.MIN : Instant.parse(at);
    }
}
