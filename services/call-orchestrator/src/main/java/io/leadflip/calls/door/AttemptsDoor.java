package io.leadflip.calls.door;

import io.leadflip.calls.call.Calls;
import io.leadflip.calls.call.StopCalls;
import io.leadflip.calls.call.StopReason;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.Attempts;
import io.leadflip.calls.transcript.AppointmentNotes;
import io.leadflip.calls.transcript.AttemptKeys;
import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.platform.outbox.Outbox;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What a bridge tells of a live call and wants done: an opt-out it heard, a hang-up, an
/// appointment.
@Path("/internal/attempts/{attemptId}")
class AttemptsDoor {
    /// The bridge confirms and hangs up; if it does not, the call ends all the same.
    private static final Duration OPT_OUT_ENDS_WITHIN = Duration.ofSeconds(5);

    private static final int LONGEST_NOTE = 500;

    private final Calls calls;
    private final Attempts attempts;
    private final StopCalls stop;
    private final AppointmentNotes notes;
    private final AttemptKeys keys;
    private final Outbox outbox;
    private final Transactions transactions;
    private final MeterRegistry metrics;
    private final Clock clock;

    AttemptsDoor(
            Calls calls,
            Attempts attempts,
            StopCalls stop,
            AppointmentNotes notes,
            AttemptKeys keys,
            Outbox outbox,
            Transactions transactions,
            MeterRegistry metrics,
            Clock clock) {
        this.calls = calls;
        this.attempts = attempts;
        this.stop = stop;
        this.notes = notes;
        this.keys = keys;
        this.outbox = outbox;
        this.transactions = transactions;
        this.metrics = metrics;
        this.clock = clock;
    }

    record OptOut(String heardBy) {}

    record HangUp(String reason) {}

    record Appointment(String start, String note) {}

    /// Answered only when the suppression is committed; nothing may be confirmed aloud before.
    @POST
    @Path("/opt-outs")
    public Uni<Response> optOut(@PathParam("attemptId") UUID attemptId, OptOut heard) {
        String by = heard != null && "key".equals(heard.heardBy()) ? "key" : "voice";
        return transactions
                .run(() -> attempt(attemptId).chain(attempt -> suppressed(attempt, by)))
                .replaceWith(Response.noContent().build());
    }

    private Uni<Void> suppressed(Attempt attempt, String by) {
        if (attempt.optedOutAt() != null) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        metrics.counter("leadflip.calls.opt-outs", "heard-by", by).increment();
        return calls.lockOpenOfContact(attempt.contactKey())
                .chain(
                        open ->
                                attempts.optedOut(attempt.id(), now)
                                        .chain(() -> calls.suppress(attempt.contactKey(), by, now))
                                        .chain(
                                                () ->
                                                        outbox.append(
                                                                new ContactSuppressed(
                                                                        attempt.contactKey(),
                                                                        Set.of(),
                                                                        by,
                                                                        now)))
                                        .chain(
                                                () ->
                                                        stop.stop(
                                                                open.stream()
                                                                        .filter(
                                                                                call ->
                                                                                        !call.id()
                                                                                                .equals(
                                                                                                        attempt
                                                                                                                .callId()))
                                                                        .toList(),
                                                                StopReason.CONTACT_SUPPRESSED)))
                .chain(() -> stop.hangUpBy(attempt.id(), now.plus(OPT_OUT_ENDS_WITHIN)));
    }

    /// The bridge is done with the call; the provider is told, and told again until it is over.
    @POST
    @Path("/hang-ups")
    public Uni<Response> hangUp(@PathParam("attemptId") UUID attemptId, HangUp wish) {
        return transactions
                .run(
                        () ->
                                attempt(attemptId)
                                        .chain(
                                                attempt ->
                                                        attempt.state().over()
                                                                ? Uni.createFrom().voidItem()
                                                                : stop.hangUpNow(attempt.id())))
                .replaceWith(Response.accepted().build());
    }

    @POST
    @Path("/appointments")
    public Uni<Response> appointment(@PathParam("attemptId") UUID attemptId, Appointment noted) {
        LocalDateTime start = start(noted);
        String words = Optional.ofNullable(noted.note()).orElse("");
        String note = words.length() <= LONGEST_NOTE ? words : words.substring(0, LONGEST_NOTE);
        return transactions
                .run(
                        () ->
                                attempt(attemptId)
                                        .chain(
                                                attempt ->
                                                        notes.add(
                                                                attempt.id(),
                                                                start,
                                                                keys.open(attempt.sealedKey())
                                                                        .seal(note),
                                                                clock.instant())))
                .replaceWith(Response.noContent().build());
    }

    private static LocalDateTime start(Appointment noted) {
        try {
            return LocalDateTime.parse(
                    Optional.ofNullable(noted).map(Appointment::start).orElse(""));
        } catch (DateTimeParseException e) {
            throw new Problem(
                    ProblemType.UNPROCESSABLE,
                    "start must be a local date and time such as 2026-11-25T14:00.");
        }
    }

    private Uni<Attempt> attempt(UUID attemptId) {
        return attempts.find(attemptId)
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new Problem(
                                                        ProblemType.NOT_FOUND,
                                                        "There is no such attempt.")));
    }
}
