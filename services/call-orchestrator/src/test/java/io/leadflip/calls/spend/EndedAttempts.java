package io.leadflip.calls.spend;

import io.leadflip.platform.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Attempts that nobody dialled, for tests of what attempts cost: each to a phone of its own, over,
/// and nothing reserved for it.
@ApplicationScoped
public class EndedAttempts {
    private final Sql sql;

    EndedAttempts(Sql sql) {
        this.sql = sql;
    }

    /// In the current transaction.
    ///
    /// @param calls one for each attempt; the same call may stand there again
    public Uni<Integer> add(UUID[] attempts, UUID[] calls) {
        return sql.update(
                        """
                        insert into call (id, lead_id, match_id, business_id, purpose, requested_by, requested_at, status)
                        select distinct c, c, c, c, 'QUALIFY_LEAD', 'BUSINESS', now(), 'ATTEMPTING' from unnest($1::uuid[]) c""",
                        (Object) calls)
                .chain(
                        () ->
                                sql.update(
                                        """
                                        insert into contact_decision (id, call_id, attempt_id, verdict, rules, notes, pack, facts_hash, decided_at)
                                        select a, c, a, 'ALLOW', '{}', '{}', 'test', '', now() from unnest($1::uuid[], $2::uuid[]) as t (a, c)""",
                                        attempts,
                                        calls))
                .chain(
                        () ->
                                sql.update(
                                        """
                                        insert into attempt (id, call_id, number, contact_key, decision_id, state, sealed_key, sealed_brief, language, started_at, ended_at)
                                        select a, c, n, a::text, a, 'ENDED', '', '', 'en', now(), now()
                                        from unnest($1::uuid[], $2::uuid[]) with ordinality as t (a, c, n)""",
                                        attempts,
                                        calls));
    }
}
