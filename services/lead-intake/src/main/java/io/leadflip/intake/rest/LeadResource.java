package io.leadflip.intake.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.leadflip.intake.Violations;
import io.leadflip.intake.access.Authorized;
import io.leadflip.intake.access.Callers;
import io.leadflip.intake.contact.PhoneProof;
import io.leadflip.intake.lead.AnswerQuestion;
import io.leadflip.intake.lead.LeadMoves;
import io.leadflip.intake.lead.Leads;
import io.leadflip.intake.lead.Leads.LeadView;
import io.leadflip.intake.lead.SubmitLead;
import io.leadflip.intake.lead.Submitted;
import io.leadflip.intake.match.MatchViews;
import io.leadflip.intake.timeline.Timeline;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Leads as their consumers use them.
@Tag(name = "leads")
@Path("/v1/leads")
@Consumes("application/json")
@Produces("application/json")
public class LeadResource {
    private static final int MOST_ENTRIES = 1000;

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Receipt(UUID leadId, String status, String trackingToken) {
        @Override
        public String toString() {
            return "Receipt[leadId=" + leadId + ", status=" + status + "]";
        }
    }

    public record LeadList(List<LeadView> leads) {}

    public record TimelineView(List<Timeline.Entry> entries) {}

    @Schema(name = "LeadMatchList")
    public record MatchList(List<MatchViews.ForConsumer> matches) {}

    @Schema(name = "LeadAnswer")
    public record Answer(String zip, String text) {
        @Override
        public String toString() {
            return "Answer[redacted]";
        }
    }

    public record CodeForm(String code) {
        @Override
        public String toString() {
            return "CodeForm[redacted]";
        }
    }

    public record Proof(boolean phoneVerified) {}

    private final Callers callers;
    private final RequestFacts request;
    private final Transactions transactions;
    private final Authorized authorized;
    private final SubmitLead submit;
    private final Leads leads;
    private final LeadMoves moves;
    private final AnswerQuestion answers;
    private final PhoneProof phones;
    private final MatchViews matches;
    private final Timeline timeline;

    LeadResource(
            Callers callers,
            RequestFacts request,
            Transactions transactions,
            Authorized authorized,
            SubmitLead submit,
            Leads leads,
            LeadMoves moves,
            AnswerQuestion answers,
            PhoneProof phones,
            MatchViews matches,
            Timeline timeline) {
        this.callers = callers;
        this.request = request;
        this.transactions = transactions;
        this.authorized = authorized;
        this.submit = submit;
        this.leads = leads;
        this.moves = moves;
        this.answers = answers;
        this.phones = phones;
        this.matches = matches;
        this.timeline = timeline;
    }

    @POST
    @Operation(summary = "Takes a lead in; it is stored before the answer")
    @APIResponse(
            responseCode = "202",
            description = "Stored; a visitor receives a tracking token",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    public Uni<Response> submit(LeadForm form) {
        var given = Bodies.required(form);
        return callers.current()
                .map(caller -> given.checked(caller, request))
                .chain(submit::submit)
                .map(LeadResource::answer);
    }

    private static Response answer(Submitted submitted) {
        return switch (submitted) {
            case Submitted.Stored(UUID leadId, String token, boolean replayed) -> {
                var response =
                        Response.accepted(new Receipt(leadId, "RECEIVED", token))
                                .location(URI.create("/v1/leads/" + leadId));
                yield (replayed ? response.header("Idempotent-Replayed", "true") : response)
                        .build();
            }
            case Submitted.KeyReused reused ->
                    throw new Problem(
                            ProblemType.UNPROCESSABLE,
                            "This Idempotency-Key was used for another request.");
            case Submitted.InFlight inFlight ->
                    throw new Problem(
                                    ProblemType.CONFLICT,
                                    "A request with this Idempotency-Key is being carried out.")
                            .retryAfter(1);
            case Submitted.TooMany(int seconds) ->
                    throw new Problem(
                                    ProblemType.TOO_MANY_REQUESTS,
                                    "Too many leads in a short time.")
                            .retryAfter(seconds);
        };
    }

    @GET
    @Operation(summary = "The account's own leads, newest first")
    public Uni<LeadList> own() {
        return callers.account("consumer")
                .chain(caller -> transactions.run(() -> leads.ownedBy(caller.subject())))
                .map(LeadList::new);
    }

    @GET
    @Path("/{leadId}")
    @Operation(summary = "A lead as its consumer sees it")
    public Uni<LeadView> lead(@PathParam("leadId") UUID leadId) {
        return authorized
                .consumerOf(leadId, () -> leads.find(leadId))
                .map(found -> found.orElseThrow());
    }

    @GET
    @Path("/{leadId}/timeline")
    @Operation(summary = "Everything that happened to a lead")
    public Uni<TimelineView> timeline(@PathParam("leadId") UUID leadId) {
        return authorized
                .consumerOf(leadId, () -> timeline.after(leadId, 0, MOST_ENTRIES))
                .map(TimelineView::new);
    }

    @GET
    @Path("/{leadId}/matches")
    @Operation(summary = "The businesses a lead was offered to")
    public Uni<MatchList> matches(@PathParam("leadId") UUID leadId) {
        return authorized.consumerOf(leadId, () -> matches.ofLead(leadId)).map(MatchList::new);
    }

    @POST
    @Path("/{leadId}/answers")
    @Operation(summary = "Adds what a lead lacked and has it classified again")
    @APIResponse(
            responseCode = "202",
            description = "Taken",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    public Uni<Response> answer(@PathParam("leadId") UUID leadId, Answer given) {
        var answer = Bodies.required(given);
        var zip = answer.zip() == null || answer.zip().isBlank() ? null : answer.zip().trim();
        var text = answer.text() == null || answer.text().isBlank() ? null : answer.text().trim();
        new Violations()
                .require(zip != null || text != null, "/zip", "a ZIP code or a text is needed")
                .require(zip == null || zip.matches("\\d{5}"), "/zip", "a five-digit ZIP code")
                .require(text == null || text.length() <= 2000, "/text", "at most 2000 characters")
                .refuseAny();
        return authorized
                .consumerOf(leadId, () -> answers.answer(leadId, zip, text))
                .replaceWith(() -> accepted(leadId, "RECEIVED"));
    }

    @POST
    @Path("/{leadId}/phone-verification")
    @Operation(summary = "Has a code sent to the phone, or proves the phone by the code")
    @APIResponse(
            responseCode = "200",
            description = "The code was right",
            content = @Content(schema = @Schema(implementation = Proof.class)))
    @APIResponse(responseCode = "202", description = "A code is sent")
    public Uni<Response> prove(@PathParam("leadId") UUID leadId, CodeForm form) {
        var code = form == null ? null : form.code();
        if (code == null) {
            return authorized
                    .consumerOf(leadId, () -> phones.request(leadId))
                    .replaceWith(() -> Response.accepted().build());
        }
        new Violations().require(code.trim().matches("\\d{6}"), "/code", "six digits").refuseAny();
        return authorized
                .consumerOf(leadId, () -> phones.prove(leadId, code.trim()))
                .map(LeadResource::proof);
    }

    private static Response proof(PhoneProof.Result result) {
        return switch (result) {
            case PROVED -> Response.ok(new Proof(true)).build();
            case WRONG -> throw new Problem(ProblemType.UNPROCESSABLE, "This is not the code.");
            case NO_LONGER_VALID ->
                    throw new Problem(
                            ProblemType.CONFLICT,
                            "There is no code that is still valid; have a new one sent.");
        };
    }

    @DELETE
    @Path("/{leadId}")
    @Operation(summary = "Takes a lead back")
    @APIResponse(
            responseCode = "202",
            description = "Withdrawn",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    public Uni<Response> withdraw(@PathParam("leadId") UUID leadId) {
        return authorized
                .consumerOf(leadId, () -> moves.withdraw(leadId).chain(() -> leads.find(leadId)))
                .map(found -> found.orElseThrow())
                .invoke(
                        lead -> {
                            if (!"WITHDRAWN".equals(lead.status())) {
                                throw new Problem(ProblemType.CONFLICT, "This lead is over.");
                            }
                        })
                .replaceWith(() -> accepted(leadId, "WITHDRAWN"));
    }

    private static Response accepted(UUID leadId, String status) {
        return Response.accepted(new Receipt(leadId, status, null)).build();
    }
}
