package io.leadflip.intake.access;

import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.UUID;

/// Who may see and change which lead, match, business or call. Runs in the current transaction; a
/// refusal is a problem.
@ApplicationScoped
public class LeadAccess {
    private static final String LEAD =
            "select owner, tracking_hash, tracking_until > now() from lead where id = $1";

    private final Sql sql;

    LeadAccess(Sql sql) {
        this.sql = sql;
    }

    /// The consumer of the lead, by account or tracking token, or an admin.
    public Uni<Void> consumerOf(UUID leadId, Caller caller) {
        return sql.first(LEAD, leadId)
                .map(row -> row.orElseThrow(() -> Problem.noSuch("lead")))
                .invoke(row -> check(row, caller))
                .replaceWithVoid();
    }

    /// The consumer in person of the lead that was matched: nobody agrees to anything for somebody
    /// else, no admin either.
    ///
    /// @return the lead's id
    public Uni<UUID> consumerOfMatch(UUID matchId, Caller caller) {
        return sql.first("select lead_id from match where id = $1", matchId)
                .map(row -> row.orElseThrow(() -> Problem.noSuch("match")).uuid(0))
                .call(leadId -> consumerOf(leadId, inPerson(caller)));
    }

    /// The business that was offered the lead, or an admin.
    ///
    /// @return the lead's id
    public Uni<UUID> businessOfMatch(UUID matchId, Caller.Account caller) {
        return sql.first(
                        "select m.lead_id, b.owner from match m left join business b on b.id = m.business_id where m.id = $1",
                        matchId)
                .map(row -> row.orElseThrow(() -> Problem.noSuch("match")))
                .invoke(row -> checkOwner(row.text(1), caller, "This match is another business's."))
                .map(row -> row.uuid(0));
    }

    public Uni<Void> ownerOfBusiness(UUID businessId, Caller.Account caller) {
        return sql.first("select owner from business where id = $1", businessId)
                .map(row -> row.orElseThrow(() -> Problem.noSuch("business")))
                .invoke(row -> checkOwner(row.text(0), caller, "This business is somebody else's."))
                .replaceWithVoid();
    }

    /// Both sides of a call: the consumer of its lead and the business it is made for.
    public Uni<Void> partyOfCall(UUID callId, Caller caller) {
        return sql.first(
                        """
                        select l.owner, l.tracking_hash, l.tracking_until > now(), b.owner
                        from call_request c join lead l on l.id = c.lead_id
                        left join business b on b.id = c.business_id where c.id = $1""",
                        callId)
                .map(row -> row.orElseThrow(() -> Problem.noSuch("call")))
                .invoke(
                        row -> {
                            if (!(caller instanceof Caller.Account account
                                    && account.subject().equals(row.text(3)))) {
                                check(row, caller);
                            }
                        })
                .replaceWithVoid();
    }

    /// The consumer of the call's lead, or an admin.
    public Uni<Void> consumerOfCall(UUID callId, Caller caller) {
        return sql.first("select lead_id from call_request where id = $1", callId)
                .map(row -> row.orElseThrow(() -> Problem.noSuch("call")).uuid(0))
                .chain(leadId -> consumerOf(leadId, caller));
    }

    private static Caller inPerson(Caller caller) {
        return caller instanceof Caller.Account account
                ? new Caller.Account(account.subject(), Set.of())
                : caller;
    }

    private static void check(Row lead, Caller caller) {
        boolean allowed =
                switch (caller) {
                    case Caller.Visitor(String token) when token == null ->
                            throw new Problem(
                                    ProblemType.UNAUTHORIZED,
                                    "A bearer token or the lead's tracking token is needed.");
                    case Caller.Visitor(String token) ->
                            lead.bool(2) && same(TrackingTokens.hash(token), lead.text(1));
                    case Caller.Account account ->
                            account.admin() || account.subject().equals(lead.text(0));
                };
        if (!allowed) {
            throw new Problem(ProblemType.FORBIDDEN, "This lead is somebody else's.");
        }
    }

    private static void checkOwner(String owner, Caller.Account caller, String detail) {
        if (!caller.admin() && !caller.subject().equals(owner)) {
            throw new Problem(ProblemType.FORBIDDEN, detail);
        }
    }

    private static boolean same(String given, String kept) {
        return kept != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.US_ASCII),
                        kept.getBytes(StandardCharsets.US_ASCII));
    }
}
