package io.leadflip.matching.offer;

import io.leadflip.contracts.event.LeadFact.UnmatchedReason;
import io.leadflip.contracts.event.MatchFact.WithdrawalReason;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/// What operators ask about matching: how many leads were offered, to how many, and how many found
/// nobody.
@ApplicationScoped
class MatchingMetrics {
    private final MeterRegistry registry;

    MatchingMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void candidates(int found, int kept) {
        registry.summary("leadflip.matching.candidates.found").record(found);
        registry.summary("leadflip.matching.candidates.kept").record(kept);
    }

    void offered(int wave) {
        registry.counter("leadflip.matching.offers", "wave", wave == 1 ? "first" : "later")
                .increment();
    }

    void capacityFull() {
        registry.counter("leadflip.matching.capacity.full").increment();
    }

    void withdrawn(WithdrawalReason reason) {
        registry.counter("leadflip.matching.offers.withdrawn", "reason", label(reason)).increment();
    }

    void unmatched(UnmatchedReason reason) {
        registry.counter("leadflip.matching.leads.unmatched", "reason", label(reason)).increment();
    }

    private static String label(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
