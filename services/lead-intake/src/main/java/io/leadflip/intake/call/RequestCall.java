package io.leadflip.intake.call;

import io.leadflip.contracts.event.CallFact.CallRequested;
import io.leadflip.contracts.event.CallFact.CallStopRequested;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.LeadStatus;
import io.leadflip.contracts.value.MatchStatus;
import io.leadflip.contracts.value.Party;
import io.leadflip.intake.IntakeConfig;
import io.leadflip.intake.timeline.LeadJournal;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Takes the wish for a call, when the match was accepted and the consumer has agreed to it. Runs
/// in the current transaction.
@ApplicationScoped
public class RequestCall {
    /// @param notBefore null for as soon as allowed
    /// @param idempotencyKey null when the match itself is key enough
    public record Wish(
            UUID matchId,
            CallPurpose purpose,
            Party requestedBy,
            String objective,
            Instant notBefore,
            String idempotencyKey,
            String fingerprint) {
        @Override
        public String toString() {
            return "Wish[matchId=" + matchId + ", purpose=" + purpose + "]";
        }
    }

    private static final String FACTS =
            """
            select l.status, m.status, c.phone_verified_at, l.id, m.business_id,
              (select coalesce(array_agg(distinct p), '{}') from consent s, unnest(s.purposes) p
                where s.match_id = m.id and s.contact_key = c.phone_key and s.revoked_at is null and s.expires_at > now()
                  and 'AI_VOICE' = any (s.channels)),
              exists (select from suppression u where u.contact_key = c.phone_key
                and (u.channels = '{}' or 'AI_VOICE' = any (u.channels))),
              (select r.id from call_request r where r.match_id = m.id and r.status in ('REQUESTED', 'SCHEDULED', 'ATTEMPTING')),
              m.closed_at is not null,
              exists (select from call_request d where d.lead_id = l.id and d.declined)
            from match m join lead l on l.id = m.lead_id join contact c on c.id = l.contact_id
            where m.id = $1 for no key update of l""";

    private final Sql sql;
    private final CallRequests calls;
    private final LeadJournal journal;
    private final IntakeConfig config;
    private final Clock clock;
    private final MeterRegistry metrics;

    RequestCall(
            Sql sql,
            CallRequests calls,
            LeadJournal journal,
            IntakeConfig config,
            Clock clock,
            MeterRegistry metrics) {
        this.sql = sql;
        this.calls = calls;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
    }

    /// @return the call's id; that of the earlier request when the same key comes again
    public Uni<UUID> request(Wish wish) {
        return sql.first(FACTS, wish.matchId())
                .map(row -> row.orElseThrow(() -> Problem.noSuch("match")))
                .chain(
                        row ->
                                wish.idempotencyKey() == null
                                        ? check(wish, row)
                                        : underKey(wish, row));
    }

    private Uni<UUID> underKey(Wish wish, Row row) {
        return earlier(wish)
                .chain(
                        known ->
                                known.map(callId -> Uni.createFrom().item(callId))
                                        .orElseGet(
                                                () ->
                                                        check(wish, row)
                                                                .call(
                                                                        callId ->
                                                                                remember(
                                                                                        wish,
                                                                                        callId))));
    }

    /// The call that the same wish asked for before.
    public Uni<Optional<UUID>> earlier(Wish wish) {
        return sql.first(
                        "select fingerprint, response from idempotency where scope = $1 and key = $2::text",
                        scope(wish),
                        wish.idempotencyKey())
                .map(known -> known.map(answered -> again(wish, answered)));
    }

    private static UUID again(Wish wish, Row answered) {
        if (!answered.text(0).equals(wish.fingerprint())) {
            throw new Problem(
                    ProblemType.UNPROCESSABLE,
                    "This Idempotency-Key was used for another request.");
        }
        return UUID.fromString(answered.json(1).getString("callId"));
    }

    private static String scope(Wish wish) {
        return "call " + wish.matchId();
    }

    private Uni<Integer> remember(Wish wish, UUID callId) {
        return sql.update(
                "insert into idempotency (scope, key, fingerprint, response) values ($1, $2, $3, $4)",
                scope(wish),
                wish.idempotencyKey(),
                wish.fingerprint(),
                new JsonObject().put("callId", callId.toString()));
    }

    private Uni<UUID> check(Wish wish, Row row) {
        var facts = facts(row);
        if (facts.match() != MatchStatus.ACCEPTED) {
            return refuse(
                    new Problem(ProblemType.CONFLICT, "The match is not accepted.")
                            .with("reason", "match-not-accepted"));
        }
        if (!facts.leadOpen()) {
            return refuse(
                    new Problem(
                                    ProblemType.CONFLICT,
                                    "The consumer no longer looks for a business.")
                            .with("reason", "lead-gone"));
        }
        if (row.bool(8)) {
            return refuse(
                    new Problem(ProblemType.CONFLICT, "The consumer does not want this business.")
                            .with("reason", "match-closed"));
        }
        if (row.uuid(7) != null) {
            return refuse(
                    new Problem(ProblemType.CONFLICT, "A call for this match is under way.")
                            .with("callId", row.uuid(7)));
        }
        var missing = facts.missing(wish.purpose(), clock.instant(), config.phoneProofValid());
        if (facts.suppressed()) {
            return refuse(
                    new Problem(
                                    ProblemType.CONTACT_DENIED,
                                    "This person does not want to be called.")
                            .with("missing", List.of())
                            .with("rule_ids", List.of("CMP-20")));
        }
        if (row.bool(9)) {
            return refuse(
                    new Problem(
                                    ProblemType.CONTACT_DENIED,
                                    "The consumer declined an earlier call about this lead.")
                            .with("missing", List.of())
                            .with("rule_ids", List.of("CMP-16")));
        }
        if (!missing.isEmpty()) {
            return refuse(
                    new Problem(
                                    ProblemType.CONTACT_DENIED,
                                    "The consumer has not agreed to this call yet.")
                            .with("missing", missing));
        }
        return store(wish, row.uuid(3), row.uuid(4));
    }

    private Uni<UUID> refuse(Problem problem) {
        metrics.counter("leadflip.calls.requests", "result", problem.type().code()).increment();
        return Uni.createFrom().failure(problem);
    }

    private Uni<UUID> store(Wish wish, UUID leadId, UUID businessId) {
        var now = clock.instant();
        var call =
                new CallRequest(
                        Identifiers.next(),
                        leadId,
                        wish.matchId(),
                        businessId,
                        wish.purpose(),
                        wish.requestedBy(),
                        wish.objective(),
                        wish.notBefore(),
                        now);
        metrics.counter("leadflip.calls.requests", "result", "stored").increment();
        return calls.persist(call)
                .chain(
                        () ->
                                journal.tell(
                                        new CallRequested(
                                                leadId,
                                                wish.matchId(),
                                                businessId,
                                                call.id(),
                                                wish.purpose(),
                                                wish.requestedBy(),
                                                wish.notBefore(),
                                                now)))
                .replaceWith(call.id());
    }

    /// What is missing for a call of this purpose; empty when a call could be asked for.
    public Uni<List<String>> missing(UUID matchId, CallPurpose purpose) {
        return sql.first(FACTS, matchId)
                .map(
                        row ->
                                facts(row.orElseThrow())
                                        .missing(
                                                purpose,
                                                clock.instant(),
                                                config.phoneProofValid()));
    }

    /// Asks for a call to be stopped; asking again changes nothing.
    public Uni<Void> stop(UUID callId, Stopper by) {
        return sql.first(
                        "select lead_id from call_request r join lead l on l.id = r.lead_id where r.id = $1 for no key update of l",
                        callId)
                .chain(() -> calls.findById(callId))
                .chain(
                        call ->
                                call.stop(clock.instant())
                                        ? journal.tell(
                                                new CallStopRequested(
                                                        call.leadId(),
                                                        callId,
                                                        by.party(),
                                                        clock.instant(),
                                                        by == Stopper.OPERATOR))
                                        : Uni.createFrom().voidItem());
    }

    private static ContactFacts facts(Row row) {
        Set<CallPurpose> consented =
                Stream.of((String[]) row.raw(5)).map(CallPurpose::of).collect(Collectors.toSet());
        return new ContactFacts(
                LeadStatus.valueOf(row.text(0)),
                MatchStatus.valueOf(row.text(1)),
                row.instant(2),
                consented,
                row.bool(6));
    }
}
