package io.leadflip.calls.contact;

import java.util.List;
import java.util.Set;

/// Keeps the sandbox's rules out of production: such a pack is admitted only when every active
/// profile is one in which nobody is really phoned.
///
/// @param profiles the active configuration profiles
public record RulePackGuard(List<String> profiles) {
    private static final Set<String> HARMLESS = Set.of("sandbox", "test", "dev");

    public boolean admits(RulePack pack) {
        return !pack.sandboxOnly() || (!profiles.isEmpty() && HARMLESS.containsAll(profiles));
    }

    /// Loads a pack for a start.
    ///
    /// @throws IllegalStateException when the pack is not for here; the service must not start
    RulePack load(String name) {
        RulePack pack = RulePacks.load(name);
        if (!admits(pack)) {
            throw new IllegalStateException(
                    "The contact rule pack '"
                            + pack.name()
                            + "' is for the sandbox only; set CONTACT_RULE_PACK to another");
        }
        return pack;
    }
}
