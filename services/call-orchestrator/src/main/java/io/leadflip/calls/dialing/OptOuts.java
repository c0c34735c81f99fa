package io.leadflip.calls.dialing;

import io.leadflip.calls.call.Call;
import io.leadflip.calls.call.Calls;
import io.leadflip.calls.call.StopCalls;
import io.leadflip.calls.call.StopReason;
import io.leadflip.calls.recording.DeletionReason;
import io.leadflip.calls.recording.RecordCalls;
import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.platform.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// "Do not call me", heard in or of an attempt: suppression, its fact and the end of everything
/// queued for that phone commit together, once per attempt, however often and by whichever way it
/// is told.
@ApplicationScoped
public class OptOuts {
    /// The bridge confirms and hangs up; if it does not, the provider is asked to. Five seconds
    /// after the wish the call is to be over, and the asking takes some of them.
    private static final Duration HANG_UP_AFTER = Duration.ofSeconds(4);

    private final Calls calls;
    private final Attempts attempts;
    private final StopCalls stop;
    private final RecordCalls recordings;
    private final Outbox outbox;
    private final MeterRegistry metrics;
    private final Clock clock;

    OptOuts(
            Calls calls,
            Attempts attempts,
            StopCalls stop,
            RecordCalls recordings,
            Outbox outbox,
            MeterRegistry metrics,
            Clock clock) {
        this.calls = calls;
        this.attempts = attempts;
        this.stop = stop;
        this.recordings = recordings;
        this.outbox = outbox;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Locks every open call to the phone, so nothing else may be locked before.
    ///
    /// @param by `voice` or `key`, or `provider` when it was told to the provider
    public Uni<Void> heard(Attempt attempt, String by) {
        Instant now = clock.instant();
        return calls.lockOpenOfContact(attempt.contactKey())
                .chain(
                        open ->
                                attempts.optedOut(attempt.id(), now)
                                        .chain(
                                                first ->
                                                        first
                                                                ? suppress(attempt, open, by, now)
                                                                : Uni.createFrom().voidItem()));
    }

    /// A live call is not cut off: the person should still hear the confirmation.
    private Uni<Void> suppress(Attempt attempt, List<Call> open, String by, Instant now) {
        metrics.counter("leadflip.calls.opt-outs", "heard-by", by).increment();
        return calls.suppress(attempt.contactKey(), by, now)
                .chain(
                        () ->
                                outbox.append(
                                        new ContactSuppressed(
                                                attempt.contactKey(), Set.of(), by, now)))
                .chain(() -> recordings.unwanted(attempt.id(), DeletionReason.OPTED_OUT))
                .chain(() -> stop.stop(open, StopReason.CONTACT_SUPPRESSED))
                .chain(() -> stop.hangUpBy(attempt.id(), now.plus(HANG_UP_AFTER)));
    }
}
