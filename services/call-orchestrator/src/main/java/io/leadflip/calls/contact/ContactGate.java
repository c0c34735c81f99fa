package io.leadflip.calls.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides whether a person may be phoned. Pure and fail-closed: same facts, pack and instant, same
/// answer; what is unknown counts as its strictest value.
///
/// Anything that forbids for good denies; what only forbids for now defers to the first instant at
/// which nothing does. When that instant comes too late for the call, it is denied right away.
public record ContactGate(RulePack pack) {
    /// Whether the gate looks at a rule of that id at all.
    static boolean knows(String rule) {
        return Denials.RULES.contains(rule) || CandidateHours.RULES.contains(rule);
    }

    public Decision decide(ContactFacts facts, Instant now) {
        List<Finding> denials = new Denials(pack).of(facts, now);
        if (!denials.isEmpty()) {
            return new Decision.Deny(denials);
        }
        return new Postponements(pack).of(facts, now);
    }

    /// The rules that can forbid for the moment only.
    private record Postponements(RulePack pack) {
        Decision of(ContactFacts facts, Instant now) {
            List<Finding> findings = new ArrayList<>();
            Instant free = frequency(facts, now);
            if (free.isAfter(now)) {
                findings.add(new Finding("CMP-12", "too many attempts within 24 hours"));
            }
            CandidateHours hours = CandidateHours.of(facts, pack);
            findings.addAll(hours.closedAt(now));
            if (findings.isEmpty()) {
                return new Decision.Allow();
            }
            Optional<Instant> until =
                    hours.openAt(free) ? Optional.of(free) : hours.nextOpening(free);
            return until.map(at -> deferred(at, facts, findings))
                    .orElseGet(() -> new Decision.Deny(findings));
        }

        /// Nobody is told to wait for a moment at which the call is forbidden, as things stand.
        private Decision deferred(Instant until, ContactFacts facts, List<Finding> findings) {
            List<Finding> then = new Denials(pack).of(facts, until);
            if (then.isEmpty()) {
                return new Decision.Defer(until, findings);
            }
            return new Decision.Deny(Stream.concat(then.stream(), findings.stream()).toList());
        }

        /// When the phone has been left alone enough; not after `now` when it has already.
        private Instant frequency(ContactFacts facts, Instant now) {
            int limit = pack.limits().attemptsPerPhone();
            if (!pack.active("CMP-12") || facts.recentAttempts().size() < limit) {
                return now;
            }
            Instant freeing =
                    facts.recentAttempts().stream()
                            .sorted(Comparator.reverseOrder())
                            .skip(limit - 1L)
                            .findFirst()
                            .orElseThrow();
            Instant free = freeing.plus(Frequency.PERIOD);
            return free.isAfter(now) ? free : now;
        }
    }
}
