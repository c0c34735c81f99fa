package io.leadflip.calls.recording;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.CallState;
import io.leadflip.calls.call.Calls;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.transfer.Transfer;
import io.leadflip.calls.transfer.Transfers;
import io.leadflip.contracts.door.CallPermit;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Puts together what is known and asks the policy, in a transaction that holds the call's lock.
/// Made at the start, so that settings out of range are told then.
@Startup
@ApplicationScoped
class DecideRecording {
    private final Calls calls;
    private final Recordings recordings;
    private final Transfers transfers;
    private final RecordingPolicy policy;
    private final Clock clock;

    DecideRecording(
            Calls calls,
            Recordings recordings,
            Transfers transfers,
            RecordingSettings settings,
            Clock clock) {
        this.calls = calls;
        this.recordings = recordings;
        this.transfers = transfers;
        this.policy = new RecordingPolicy(settings.enabled(), settings.keep());
        this.clock = clock;
    }

    boolean enabled() {
        return policy.enabled();
    }

    Duration keep() {
        return policy.keep();
    }

    /// Why the opening is not to ask for leave; nothing when it is to.
    Uni<List<RecordingRefusal>> againstAsking(
            Call call, Attempt attempt, Optional<CallPermit> permit) {
        return facts(call, attempt, attempt.wanted(), permit, null)
                .map(facts -> policy.againstAsking(facts, clock.instant()));
    }

    /// @param permit of this moment; empty when there is none
    Uni<RecordingVerdict> on(
            Call call, Attempt attempt, Optional<CallPermit> permit, Affirmation affirmation) {
        boolean live = attempt.wanted() && attempt.redeemedAt() != null;
        return facts(call, attempt, live, permit, affirmation)
                .map(facts -> policy.decide(facts, clock.instant()));
    }

    private Uni<RecordingFacts> facts(
            Call call,
            Attempt attempt,
            boolean wanted,
            Optional<CallPermit> permit,
            Affirmation affirmation) {
        boolean live = wanted && call.state() instanceof CallState.Attempting;
        boolean ofThisCall = permit.filter(it -> of(call, attempt, it)).isPresent();
        return calls.suppressed(attempt.contactKey())
                .chain(suppressed -> known(attempt, suppressed))
                .map(
                        known ->
                                new RecordingFacts(
                                        live,
                                        known.person(),
                                        known.suppressed(),
                                        permit.orElse(null),
                                        ofThisCall,
                                        known.asked(),
                                        affirmation));
    }

    /// What stands in our own books.
    private record Known(boolean suppressed, boolean person, boolean asked) {}

    private Uni<Known> known(Attempt attempt, boolean suppressed) {
        return transfers
                .find(attempt.id())
                .map(transfer -> transfer.filter(DecideRecording::person).isPresent())
                .chain(
                        person ->
                                recordings
                                        .asked(attempt.id())
                                        .map(asked -> new Known(suppressed, person, asked)));
    }

    private static boolean person(Transfer transfer) {
        return transfer.due() || transfer.awaited() || transfer.talked();
    }

    private static boolean of(Call call, Attempt attempt, CallPermit permit) {
        return call.id().equals(permit.callId())
                && call.businessId().equals(permit.businessId())
                && attempt.contactKey().equals(permit.contactKey());
    }
}
