package io.leadflip.calls.dialing;

import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/// Work whose key is the id of the attempt that it is about.
@ApplicationScoped
public class AttemptWork {
    private final Attempts attempts;
    private final Transactions transactions;

    AttemptWork(Attempts attempts, Transactions transactions) {
        this.attempts = attempts;
        this.transactions = transactions;
    }

    /// Done without a step when there is no such attempt or it needs none any more.
    public Uni<WorkOutcome> perform(
            WorkItem item, Predicate<Attempt> needed, Function<Attempt, Uni<WorkOutcome>> step) {
        return transactions
                .run(() -> attempts.find(attemptId(item)))
                .chain(
                        found ->
                                found.filter(needed)
                                        .map(step)
                                        .orElseGet(() -> Uni.createFrom().item(WorkOutcome.DONE)));
    }

    static UUID attemptId(WorkItem item) {
        return UUID.fromString(item.key());
    }
}
