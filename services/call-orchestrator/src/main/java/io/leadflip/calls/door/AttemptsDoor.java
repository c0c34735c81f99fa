package io.leadflip.calls.door;

import io.leadflip.calls.advice.AskAdvisor;
import io.leadflip.calls.call.StopCalls;
import io.leadflip.calls.dialing.Attempt;
import io.leadflip.calls.dialing.Attempts;
import io.leadflip.calls.dialing.OptOuts;
import io.leadflip.calls.ending.StreamEnds;
import io.leadflip.calls.transcript.AppointmentNotes;
import io.leadflip.calls.transcript.AttemptKeys;
import io.leadflip.calls.transfer.TransferCalls;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;

/// What a bridge tells of a live call, wants done, and wants to know.
@Path("/internal/attempts/{attemptId}")
class AttemptsDoor {
    private static final int LONGEST_NOTE = 500;
    private static final int YEARS = 2;

    /// The bridge knew a machine by its words, whatever the provider's detection says.
    private static final String MACHINE_WORDS = "machine_words";

    private final Attempts attempts;
    private final OptOuts optOuts;
    private final StopCalls stop;
    private final StreamEnds ends;
    private final AppointmentNotes notes;
    private final AttemptKeys keys;
    private final TransferCalls transfers;
    private final AskAdvisor advisor;
    private final Transactions transactions;
    private final Clock clock;

    AttemptsDoor(
            Attempts attempts,
            OptOuts optOuts,
            StopCalls stop,
            StreamEnds ends,
            AppointmentNotes notes,
            AttemptKeys keys,
            TransferCalls transfers,
            AskAdvisor advisor,
            Transactions transactions,
            Clock clock) {
        this.attempts = attempts;
        this.optOuts = optOuts;
        this.stop = stop;
        this.ends = ends;
        this.notes = notes;
        this.keys = keys;
        this.transfers = transfers;
        this.advisor = advisor;
        this.transactions = transactions;
        this.clock = clock;
    }

    record OptOut(String heardBy) {}

    record HangUp(String reason) {}

    /// @param answeredBy as the telephone provider spells it; null without a verdict
    record WhoAnswered(String answeredBy) {}

    record Appointment(String start, String note) {}

    record Question(String question) {}

    record Advice(String advice) {}

    /// Answered only when the suppression is committed; nothing may be confirmed aloud before.
    @POST
    @Path("/opt-outs")
    public Uni<Response> optOut(@PathParam("attemptId") UUID attemptId, OptOut heard) {
        String by = heard != null && "key".equals(heard.heardBy()) ? "key" : "voice";
        return transactions
                .run(() -> attempt(attemptId).chain(attempt -> optOuts.heard(attempt, by)))
                .replaceWith(Response.noContent().build());
    }

    /// Asked again and again while a call is young.
    @GET
    @Path("/answered-by")
    public Uni<WhoAnswered> answeredBy(@PathParam("attemptId") UUID attemptId) {
        return transactions
                .run(() -> attempt(attemptId))
                .map(attempt -> new WhoAnswered(attempt.answeredBy()));
    }

    /// The bridge is done with the call; the provider is told, and told again until it is over.
    @POST
    @Path("/hang-ups")
    public Uni<Response> hangUp(@PathParam("attemptId") UUID attemptId, HangUp wish) {
        String reason = reason(wish);
        boolean machine = MediaEndReason.VOICEMAIL.name().equals(reason);
        return transactions
                .run(
                        () ->
                                attempt(attemptId)
                                        .call(attempt -> ends.leaveTaken(attempt.id(), reason))
                                        .chain(attempt -> hangUp(attempt, machine)))
                .replaceWith(Response.accepted().build());
    }

    private static String reason(HangUp wish) {
        return Optional.ofNullable(wish)
                .map(HangUp::reason)
                .filter(reason -> reason.matches("[A-Z_]{1,40}"))
                .orElse("UNKNOWN");
    }

    private Uni<Void> hangUp(Attempt attempt, boolean machine) {
        if (attempt.state().over()) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> noted =
                machine && !attempt.machine()
                        ? attempts.answeredBy(attempt.id(), MACHINE_WORDS)
                        : Uni.createFrom().voidItem();
        return noted.chain(() -> stop.hangUpNow(attempt.id()));
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

    /// @param transfer whether the stream is to be ended without hanging up, so that a person of
    ///   the business takes the line; otherwise somebody calls back
    record HumanAnswer(boolean transfer) {}

    /// The consumer asks for a person.
    @POST
    @Path("/human-requests")
    public Uni<HumanAnswer> humanRequest(@PathParam("attemptId") UUID attemptId) {
        return transactions
                .run(() -> attempt(attemptId))
                .chain(transfers::asked)
                .map(HumanAnswer::new);
    }

    /// 204 when there is no advice. No transaction stays open while the advisor thinks.
    @POST
    @Path("/advice")
    public Uni<Response> advice(@PathParam("attemptId") UUID attemptId, Question asked) {
        String question = asked == null ? null : asked.question();
        if (question == null || question.isBlank()) {
            throw new Problem(ProblemType.UNPROCESSABLE, "question must not be blank.");
        }
        return transactions
                .run(() -> attempt(attemptId))
                .chain(attempt -> advisor.ask(attempt.id(), brief(attempt), question))
                .map(
                        advice ->
                                advice.map(words -> Response.ok(new Advice(words)).build())
                                        .orElseGet(() -> Response.noContent().build()));
    }

    private JsonObject brief(Attempt attempt) {
        return new JsonObject(keys.open(attempt.sealedKey()).open(attempt.sealedBrief()));
    }

    /// The start is the model's word, so it is held to what an appointment can be.
    private LocalDateTime start(Appointment noted) {
        return Optional.ofNullable(noted)
                .map(Appointment::start)
                .flatMap(AttemptsDoor::local)
                .filter(start -> Math.abs(start.getYear() - Year.now(clock).getValue()) <= YEARS)
                .orElseThrow(
                        () ->
                                new Problem(
                                        ProblemType.UNPROCESSABLE,
                                        "start must be a local date and time such as 2026-11-25T14:00, and not years away."));
    }

    private static Optional<LocalDateTime> local(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Uni<Attempt> attempt(UUID attemptId) {
        return attempts.find(attemptId)
                .map(found -> found.orElseThrow(() -> Problem.noSuch("attempt")));
    }
}
