package io.leadflip.calls.call;

import io.leadflip.contracts.event.CallFact.CallStopRequested;
import io.leadflip.contracts.event.ConsentFact.ConsentRevoked;
import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventType;
import io.leadflip.contracts.event.LeadFact.LeadWithdrawn;
import io.leadflip.contracts.value.Channel;
import io.leadflip.platform.stream.Subscriber;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/// Everything that ends calls from outside: a stop, a withdrawn lead, a revoked consent, an opt-out
/// heard elsewhere.
@ApplicationScoped
class Stops implements Subscriber {
    private final Calls calls;
    private final StopCalls stop;
    private final MeterRegistry metrics;
    private final Clock clock;

    Stops(Calls calls, StopCalls stop, MeterRegistry metrics, Clock clock) {
        this.calls = calls;
        this.stop = stop;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(
                EventType.CALL_STOP_REQUESTED,
                EventType.LEAD_WITHDRAWN,
                EventType.CONSENT_REVOKED,
                EventType.CONTACT_SUPPRESSED);
    }

    @Override
    public Uni<Void> on(Event event) {
        return switch (event.data()) {
            case CallStopRequested asked ->
                    calls.lockOpen(asked.callId())
                            .chain(open -> stop.stop(open, StopReason.STOPPED));
            case LeadWithdrawn withdrawn ->
                    calls.lockOpenOfLead(withdrawn.leadId())
                            .chain(open -> stop.stop(open, StopReason.LEAD_WITHDRAWN));
            case ConsentRevoked revoked ->
                    calls.lockOpenOfMatch(revoked.matchId())
                            .chain(open -> stop.stop(open, StopReason.CONSENT_REVOKED));
            case ContactSuppressed suppressed -> suppressed(suppressed);
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> suppressed(ContactSuppressed fact) {
        if (!fact.channels().isEmpty() && !fact.channels().contains(Channel.AI_VOICE)) {
            return Uni.createFrom().voidItem();
        }
        return calls.lockOpenOfContact(fact.contactKey())
                .call(() -> calls.suppress(fact.contactKey(), fact.reason(), fact.suppressedAt()))
                .chain(open -> stop.stop(open, StopReason.CONTACT_SUPPRESSED))
                .invoke(() -> heardAfter(Duration.between(fact.suppressedAt(), clock.instant())));
    }

    /// From the moment the person asked for it to the moment nobody is dialled any more.
    private void heardAfter(Duration delay) {
        metrics.timer("leadflip.calls.suppressions.delay")
                .record(delay.isNegative() ? Duration.ZERO : delay);
    }
}
