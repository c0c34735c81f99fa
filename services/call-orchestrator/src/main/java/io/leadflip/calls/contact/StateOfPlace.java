package io.leadflip.calls.contact;

import io.leadflip.contracts.value.UsStates;
import java.util.Optional;
import java.util.Set;

/// Finds the state in a place as the numbering data spells it: `Indiana`, or `Carmel, IN`.
final class StateOfPlace {
    private static final Set<String> CAPITAL =
            Set.of("District of Columbia", "Washington D.C.", "DC");

    private StateOfPlace() {}

    static Optional<String> in(String place) {
        if (place == null) {
            return Optional.empty();
        }
        int comma = place.lastIndexOf(", ");
        String last = comma < 0 ? place : place.substring(comma + 2);
        return CAPITAL.contains(last) ? Optional.of("DC") : UsStates.code(last);
    }
}
