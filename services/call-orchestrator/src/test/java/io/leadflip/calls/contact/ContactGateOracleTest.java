package io.leadflip.calls.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.calls.contact.RulePack.RuleEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The gate against a second reading of the rules' text, over a million random calls. They must
/// agree in verdict, in the instant of a deferral and in the rules named; above all, never may the
/// gate allow what the oracle does not.
class ContactGateOracleTest {
    private static final Logger LOG = Logger.getLogger(ContactGateOracleTest.class);
    private static final int CASES = Integer.getInteger("leadflip.gate.cases", 1_000_000);
    private static final int FEWER_CASES = 50_000;
    private static final long SEED = Long.getLong("leadflip.gate.seed", 20_261_127L);
    private static final RulePack PACK = RulePacks.load("us-default");

    private final GateOracle oracle = new GateOracle();

    @Test
    void shouldAgreeWithASecondReadingOfTheRules() {
        // When
        Comparison found = compare(new ContactGate(PACK), CASES);
        // Then
        LOG.infof("seed %d, %d cases %s, wrong %s", SEED, CASES, found.verdicts(), found.wrong());
        assertThat(found.wrong()).as("seed %d, first: %s", SEED, found.first()).isEmpty();
        assertThat(found.verdicts())
                .hasSize(3)
                .allSatisfy((verdict, times) -> assertThat(times).isGreaterThan(CASES / 20));
    }

    /// Agreement would mean little if the cases could not tell a gate that has lost a rule.
    @ParameterizedTest
    @MethodSource("rulesOfTheGate")
    void shouldCatchAGateThatHasLostARule(String rule) {
        // When
        Comparison found = compare(new ContactGate(without(rule)), FEWER_CASES);
        // Then
        assertThat(found.wrong()).containsKey("false ALLOW");
    }

    /// What the gate says it looks at, so that no rule only seems to be looked at.
    static Stream<String> rulesOfTheGate() {
        return Stream.concat(Denials.RULES.stream(), CandidateHours.RULES.stream()).sorted();
    }

    private record Comparison(
            Map<String, Integer> verdicts, Map<String, Integer> wrong, String first) {}

    private Comparison compare(ContactGate gate, int howMany) {
        GateCases cases = new GateCases(SEED);
        Map<String, Integer> verdicts = new TreeMap<>();
        Map<String, Integer> wrong = new TreeMap<>();
        String first = "";
        for (int i = 0; i < howMany; i++) {
            GateCase asked = cases.next();
            GateOracle.Answer right = oracle.answer(asked);
            GateOracle.Answer given = answer(gate, asked);
            verdicts.merge(right.verdict(), 1, Integer::sum);
            if (!right.equals(given)) {
                wrong.merge(fault(right, given), 1, Integer::sum);
                first = first.isEmpty() ? asked + ": " + right + ", not " + given : first;
            }
        }
        return new Comparison(verdicts, wrong, first);
    }

    private static GateOracle.Answer answer(ContactGate gate, GateCase asked) {
        Decision decision = gate.decide(asked.facts(), Instant.ofEpochMilli(asked.now));
        long until =
                decision instanceof Decision.Defer(Instant at, var findings)
                        ? at.toEpochMilli()
                        : GateCase.NEVER;
        return new GateOracle.Answer(
                decision.verdict().name(), until, new TreeSet<>(decision.rules()));
    }

    private static String fault(GateOracle.Answer right, GateOracle.Answer given) {
        if (right.verdict().equals(given.verdict())) {
            return right.until() == given.until() ? "other rules" : "other time";
        }
        return "false " + given.verdict();
    }

    private static RulePack without(String rule) {
        Map<String, RuleEntry> rules = new HashMap<>(PACK.rules());
        rules.put(rule, new RuleEntry(rule, false, "", "taken out for a test"));
        return new RulePack(
                PACK.name(),
                PACK.version(),
                PACK.sandboxOnly(),
                rules,
                PACK.federal(),
                PACK.house(),
                PACK.states(),
                PACK.allZones(),
                PACK.limits());
    }
}
