package io.leadflip.calls.contact;

import io.leadflip.contracts.value.CallPurpose;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The contact rules as data, versioned. What the law or the house changes is changed here, not in
/// the gate.
///
/// @param sandboxOnly such a pack cannot be loaded in production
/// @param rules every rule by id, also those switched off
/// @param federal hours nobody may leave
/// @param house hours the product keeps by itself
/// @param states hours by state; a state without a row is closed
/// @param allZones the zones a person of unknown place may be in
public record RulePack(
        String name,
        String version,
        boolean sandboxOnly,
        Map<String, RuleEntry> rules,
        Week federal,
        Week house,
        Map<String, Week> states,
        Set<ZoneId> allZones,
        Limits limits) {
    /// A pack cannot switch on what nothing looks at: the rule would count as kept and be broken.
    ///
    /// @throws IllegalArgumentException when it does
    public RulePack {
        List<String> unknown =
                rules.values().stream()
                        .filter(RuleEntry::active)
                        .map(RuleEntry::id)
                        .filter(rule -> !ContactGate.knows(rule))
                        .sorted()
                        .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "The contact rule pack '"
                            + name
                            + "' switches on what the contact gate does not look at: "
                            + String.join(", ", unknown));
        }
    }

    /// @param note why it is switched off, or what is special about it; may be empty
    public record RuleEntry(String id, boolean active, String says, String note) {}

    /// @param telemarketing purposes that need consent in writing
    /// @param regions countries that may be dialled
    /// @param attemptsPerPhone must be fewer than this within 24 hours
    /// @param attemptsPerCall at most
    /// @param attemptsPerMatch at most, over every call that a business asks for of one lead
    /// @param callbackAttempts at most, for a callback the consumer asked for
    /// @param callbackScope how long such a request authorises calling
    /// @param phoneProofAge how long a proved phone counts as proved
    public record Limits(
            Set<CallPurpose> telemarketing,
            Set<String> regions,
            int attemptsPerPhone,
            int attemptsPerCall,
            int attemptsPerMatch,
            int callbackAttempts,
            Duration callbackScope,
            Duration phoneProofAge) {}

    /// Name and version, as decisions keep them.
    public String label() {
        return name + " " + version;
    }

    /// A rule the pack does not name is active: leaving one out must not switch it off.
    public boolean active(String rule) {
        RuleEntry entry = rules.get(rule);
        return entry == null || entry.active();
    }

    /// One line for every rule that is switched off; every decision carries them.
    public List<String> switchedOff() {
        return rules.values().stream()
                .filter(rule -> !rule.active())
                .map(rule -> rule.id() + ": " + rule.note())
                .sorted()
                .toList();
    }

    Collection<Week> everyState() {
        return states.values();
    }
}
