package io.leadflip.calls.call;

import io.leadflip.calls.contact.ContactFacts;
import io.leadflip.calls.contact.ContactFacts.Dialled;
import io.leadflip.calls.contact.ContactGate;
import io.leadflip.calls.contact.Decision;
import io.leadflip.calls.contact.FactsText;
import io.leadflip.calls.contact.Finding;
import io.leadflip.calls.contact.Frequency;
import io.leadflip.calls.contact.NumberPlan;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.Interest;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Puts the facts together, lets the gate decide, and keeps every decision for good.
@ApplicationScoped
public class ContactDecisions {
    private final ContactGate gate;
    private final NumberPlan numbers;
    private final Sql sql;
    private final MeterRegistry metrics;
    private final Clock clock;

    ContactDecisions(
            ContactGate gate, NumberPlan numbers, Sql sql, MeterRegistry metrics, Clock clock) {
        this.gate = gate;
        this.numbers = numbers;
        this.sql = sql;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// @param id under which the decision is stored
    public record Stored(UUID id, Decision decision) {}

    /// Decides over a permit, with what this service knows itself, and stores the decision in the
    /// current transaction.
    ///
    /// @param attemptId null at the first gate
    /// @param at for which moment; later than now for a call that is wanted later
    public Uni<Stored> decide(Call call, UUID attemptId, CallPermit permit, Instant at) {
        return of(call, permit)
                ? facts(call.id(), attemptId, permit, at)
                        .chain(
                                facts ->
                                        store(
                                                call.id(),
                                                attemptId,
                                                gate.decide(facts, at),
                                                FactsText.of(facts, at)))
                : deny(call, attemptId, "permit-of-another-call");
    }

    private static boolean of(Call call, CallPermit permit) {
        return call.id().equals(permit.callId())
                && call.matchId().equals(permit.matchId())
                && call.businessId().equals(permit.businessId())
                && call.purpose() == permit.purpose();
    }

    /// What the gate would say of a call asked for at `at`; nothing is stored.
    public Uni<Decision> preview(CallPermit permit, Instant at) {
        return facts(permit.callId(), null, permit, at)
                .map(facts -> facts.requestedAt() == null ? facts.askedAt(at) : facts)
                .map(facts -> gate.decide(facts, at));
    }

    /// Stores the denial of a call that lead-intake does not know.
    public Uni<Stored> unknownCall(Call call) {
        return deny(call, null, "unknown-call");
    }

    private Uni<Stored> deny(Call call, UUID attemptId, String reason) {
        Decision denial = new Decision.Deny(List.of(new Finding("PERMIT", reason)));
        return store(call.id(), attemptId, denial, reason);
    }

    /// @param callId null for a call that nobody asked for yet
    /// @param attemptId the attempt that is decided on; it does not count against itself
    private Uni<ContactFacts> facts(UUID callId, UUID attemptId, CallPermit permit, Instant at) {
        return dialled(callId, attemptId, permit, at)
                .map(dialled -> ContactFacts.of(permit, numbers.lookUp(permit.phone()), dialled));
    }

    private Uni<Dialled> dialled(UUID callId, UUID attemptId, CallPermit permit, Instant at) {
        String key = permit.contactKey() == null ? "" : permit.contactKey();
        return sql.first(
                        """
                        select exists (select 1 from suppression where contact_key = $1),
                               (select count(*) from attempt
                                where call_id = $2::uuid and dialled and id is distinct from $3::uuid),
                               (select count(*) from attempt a join call c on c.id = a.call_id
                                where c.match_id = $4::uuid and a.dialled and a.id is distinct from $3::uuid)""",
                        key,
                        callId,
                        attemptId,
                        permit.matchId())
                .map(Optional::orElseThrow)
                .chain(
                        own ->
                                recently(key, attemptId, at)
                                        .chain(
                                                recent ->
                                                        declined(permit.leadId())
                                                                .map(
                                                                        declined ->
                                                                                new Dialled(
                                                                                        recent,
                                                                                        own.integer(
                                                                                                1),
                                                                                        own.integer(
                                                                                                2),
                                                                                        own.bool(0),
                                                                                        declined))));
    }

    private Uni<List<Instant>> recently(String key, UUID attemptId, Instant at) {
        return sql.select(
                        """
                        select started_at from attempt
                        where contact_key = $1 and dialled and started_at > $2
                          and id is distinct from $3::uuid order by started_at""",
                        key,
                        at.minus(Frequency.PERIOD),
                        attemptId)
                .map(rows -> rows.stream().map(row -> row.instant(0)).toList());
    }

    private Uni<Boolean> declined(UUID leadId) {
        return sql.select(
                        "select outcome, interest from call where lead_id = $1::uuid and outcome is not null",
                        leadId)
                .map(rows -> rows.stream().anyMatch(ContactDecisions::declined));
    }

    private static boolean declined(Row concluded) {
        String interest = concluded.text(1);
        return CallOutcome.valueOf(concluded.text(0))
                .declines(interest == null ? null : Interest.valueOf(interest));
    }

    /// @param facts what was decided over: without any, why there were none
    private Uni<Stored> store(UUID callId, UUID attemptId, Decision decision, String facts) {
        UUID id = Identifiers.next();
        Instant until = decision instanceof Decision.Defer defer ? defer.until() : null;
        metrics.counter("leadflip.calls.decisions", "verdict", decision.verdict().name())
                .increment();
        return sql.update(
                        """
                        insert into contact_decision
                          (id, call_id, attempt_id, verdict, rules, notes, until, pack, facts, facts_hash, decided_at)
                        values ($1, $2, $3::uuid, $4, $5, $6, $7::timestamptz, $8, $9, $10, $11)""",
                        id,
                        callId,
                        attemptId,
                        decision.verdict().name(),
                        decision.rules().toArray(String[]::new),
                        notes(decision),
                        until,
                        gate.pack().label(),
                        facts,
                        hash(facts),
                        clock.instant())
                .replaceWith(new Stored(id, decision));
    }

    /// The reasons, then every rule that is switched off: a decision says what it did not look at.
    private String[] notes(Decision decision) {
        List<String> notes = new ArrayList<>();
        decision.findings().forEach(finding -> notes.add(finding.rule() + ": " + finding.reason()));
        notes.addAll(gate.pack().switchedOff());
        return notes.toArray(String[]::new);
    }

    private static String hash(String facts) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(facts.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
