package io.leadflip.platform.deadletter;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Where facts and work go that are given up, with the history of their tries. Both methods join
/// the transaction that is running, or open one.
@ApplicationScoped
public class DeadLetters {
    private static final String REMEMBER =
            "insert into failed_try (subject_id, attempt, error) values ($1, $2, $3)";
    private static final String BURY =
            """
            insert into dead_letter (id, origin, name, subject_id, key, payload, reason, attempts)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (subject_id) where state = 'OPEN' and subject_id is not null do update
            set reason = excluded.reason, attempts = excluded.attempts, died_at = excluded.died_at""";

    private final Transactions transactions;
    private final Sql sql;

    DeadLetters(Transactions transactions, Sql sql) {
        this.transactions = transactions;
        this.sql = sql;
    }

    /// Notes a try that failed and will be followed by another.
    ///
    /// @param attempt number of that try, from 1
    public Uni<Void> failed(Letter letter, int attempt, String error) {
        return transactions.run(() -> remember(letter, attempt, error));
    }

    /// Gives up. What is open already keeps its letter, with the newer reason.
    ///
    /// @param attempts tries so far, the last of which failed with `reason`
    public Uni<Void> bury(Letter letter, int attempts, String reason) {
        return transactions.run(
                () ->
                        remember(letter, attempts, reason)
                                .chain(
                                        () ->
                                                sql.update(
                                                        BURY,
                                                        Identifiers.next(),
                                                        letter.origin(),
                                                        letter.name(),
                                                        letter.subjectId(),
                                                        letter.key(),
                                                        letter.payload(),
                                                        FailureText.of(reason),
                                                        attempts))
                                .replaceWithVoid());
    }

    private Uni<Void> remember(Letter letter, int attempt, String error) {
        return letter.subjectId() == null
                ? Uni.createFrom().voidItem()
                : sql.update(REMEMBER, letter.subjectId(), attempt, FailureText.of(error))
                        .replaceWithVoid();
    }
}
