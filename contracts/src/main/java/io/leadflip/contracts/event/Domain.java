package io.leadflip.contracts.event;

import java.util.Locale;
import java.util.Set;

/// The stream families. Everything that hangs on a lead shares the lead's family, so that it stays
/// in order.
public enum Domain {
    LEAD(Source.LEAD_INTAKE, Source.MATCHING, Source.CALL_ORCHESTRATOR, Source.NOTIFIER),
    BUSINESS(Source.MATCHING, Source.NOTIFIER),
    CONTACT(Source.LEAD_INTAKE, Source.CALL_ORCHESTRATOR);

    private final Set<Source> readers;

    Domain(Source... readers) {
        this.readers = Set.of(readers);
    }

    /// The spelling inside stream names.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The services that read this family, each as one group. An entry is needed until all of them
    /// have handled it, also those that have not started yet.
    public Set<Source> readers() {
        return readers;
    }
}
