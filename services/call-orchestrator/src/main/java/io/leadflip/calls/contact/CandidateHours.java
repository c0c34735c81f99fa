package io.leadflip.calls.contact;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The calling hours of one person: every zone and state the person may be in counts.
///
/// @param missingState a state the pack has no row for; closed for good
record CandidateHours(
        RulePack pack, Set<ZoneId> zones, Collection<Week> states, boolean missingState) {
    static final Set<String> RULES = Set.of("CMP-10", "CMP-11", "CMP-13");

    static CandidateHours of(ContactFacts facts, RulePack pack) {
        Set<String> states = new HashSet<>(facts.number().states());
        boolean unknownState = facts.state() == null || states.isEmpty();
        if (facts.state() != null) {
            states.add(facts.state());
        }
        boolean missing = !pack.states().keySet().containsAll(states);
        Collection<Week> rows =
                unknownState
                        ? pack.everyState()
                        : states.stream()
                                .filter(pack.states()::containsKey)
                                .map(pack.states()::get)
                                .toList();
        return new CandidateHours(pack, zones(facts, pack), rows, missing);
    }

    private static Set<ZoneId> zones(ContactFacts facts, RulePack pack) {
        Set<ZoneId> zones = new HashSet<>(facts.number().zones());
        Optional<ZoneId> lead = zone(facts.timeZone());
        if (zones.isEmpty() || lead.isEmpty()) {
            zones.addAll(pack.allZones());
        }
        lead.ifPresent(zones::add);
        return zones;
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.ofNullable(name).map(ZoneId::of);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    List<Finding> closedAt(Instant now) {
        List<Finding> findings = new ArrayList<>();
        if (pack.active("CMP-10") && !hours(List.of(pack.federal(), pack.house())).open(now)) {
            findings.add(
                    new Finding(
                            "CMP-10", "outside the calling window of a zone the person may be in"));
        }
        if (pack.active("CMP-11") && (missingState || !hours(states).open(now))) {
            findings.add(
                    new Finding("CMP-11", "outside the hours of a state the person may be in"));
        }
        if (zones.stream().anyMatch(zone -> dayOff(now.atZone(zone).toLocalDate()))) {
            findings.add(new Finding("CMP-13", "a federal holiday in a zone the person may be in"));
        }
        return findings;
    }

    boolean openAt(Instant at) {
        return closedAt(at).isEmpty();
    }

    Optional<Instant> nextOpening(Instant after) {
        return missingState && pack.active("CMP-11")
                ? Optional.empty()
                : new CallingHours(applying(), zones, this::dayOff).nextOpening(after);
    }

    private List<Week> applying() {
        List<Week> weeks = new ArrayList<>();
        if (pack.active("CMP-10")) {
            weeks.add(pack.federal());
            weeks.add(pack.house());
        }
        if (pack.active("CMP-11")) {
            weeks.addAll(states);
        }
        return weeks;
    }

    private boolean dayOff(LocalDate day) {
        return pack.active("CMP-13") && FederalHolidays.on(day);
    }

    /// On any day.
    private CallingHours hours(Collection<Week> weeks) {
        return new CallingHours(weeks, zones, day -> false);
    }
}
