package io.leadflip.calls.call;

import io.leadflip.calls.contact.ContactFacts;
import io.leadflip.calls.contact.ContactFacts.Dialled;
import io.leadflip.calls.contact.ContactGate;
import io.leadflip.calls.contact.Decision;
import io.leadflip.calls.contact.Finding;
import io.leadflip.calls.contact.Frequency;
import io.leadflip.calls.contact.NumberPlan;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/// Puts the facts together, lets the gate decide, and keeps every decision for good.
@ApplicationScoped
public class ContactDecisions {
    private final ContactGate gate;
    private final NumberPlan numbers;
    private final Sql sql;
    private final MeterRegistry metrics;

    ContactDecisions(ContactGate gate, NumberPlan numbers, Sql sql, MeterRegistry metrics) {
        this.gate = gate;
        this.numbers = numbers;
        this.sql = sql;
        this.metrics = metrics;
    }

    /// @param id under which the decision is stored
    public record Stored(UUID id, Decision decision) {}

    /// Decides over a permit, with what this service knows itself, and stores the decision in the
    /// current transaction.
    ///
    /// @param attemptId null at the first gate
    public Uni<Stored> decide(Call call, UUID attemptId, CallPermit permit, Instant at) {
        return facts(permit, at)
                .chain(facts -> store(call.id(), attemptId, facts, gate.decide(facts, at), at));
    }

    /// What the gate would say; nothing is stored.
    public Uni<Decision> preview(CallPermit permit, Instant at) {
        return facts(permit, at).map(facts -> gate.decide(facts, at));
    }

    /// Stores the denial of a call that lead-intake does not know.
    Uni<Stored> unknownCall(Call call, Instant at) {
        Decision denial = new Decision.Deny(List.of(new Finding("PERMIT", "unknown-call")));
        return store(call.id(), null, denial, hash("unknown-call"), at);
    }

    private Uni<ContactFacts> facts(CallPermit permit, Instant at) {
        String key = permit.contactKey() == null ? "" : permit.contactKey();
        return sql.first(
                        """
                        select exists (select 1 from suppression where contact_key = $1),
                               (select count(*) from attempt where call_id = $2 and dialled)""",
                        key,
                        permit.callId())
                .chain(
                        own ->
                                sql.select(
                                                """
                                select started_at from attempt
                                where contact_key = $1 and dialled and started_at > $2 order by started_at""",
                                                key,
                                                at.minus(Frequency.PERIOD))
                                        .map(recent -> dialled(own.orElseThrow(), recent)))
                .map(dialled -> ContactFacts.of(permit, numbers.lookUp(permit.phone()), dialled));
    }

    private static Dialled dialled(Row own, List<Row> recent) {
        return new Dialled(
                recent.stream().map(row -> row.instant(0)).toList(), own.integer(1), own.bool(0));
    }

    private Uni<Stored> store(
            UUID callId, UUID attemptId, ContactFacts facts, Decision decision, Instant at) {
        return store(callId, attemptId, decision, hash(facts.toString()), at);
    }

    private Uni<Stored> store(
            UUID callId, UUID attemptId, Decision decision, String factsHash, Instant at) {
        UUID id = Identifiers.next();
        Instant until = decision instanceof Decision.Defer defer ? defer.until() : null;
        metrics.counter("leadflip.calls.decisions", "verdict", decision.verdict().name())
                .increment();
        return sql.update(
                        """
                        insert into contact_decision
                          (id, call_id, attempt_id, verdict, rules, notes, until, pack, facts_hash, decided_at)
                        values ($1, $2, $3::uuid, $4, $5, $6, $7::timestamptz, $8, $9, $10)""",
                        id,
                        callId,
                        attemptId,
                        decision.verdict().name(),
                        decision.rules().toArray(String[]::new),
                        notes(decision),
                        until,
                        gate.pack().name() + " " + gate.pack().version(),
                        factsHash,
                        at)
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
