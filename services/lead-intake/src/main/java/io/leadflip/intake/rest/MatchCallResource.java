package io.leadflip.intake.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Party;
import io.leadflip.intake.IntakeConfig;
import io.leadflip.intake.Violations;
import io.leadflip.intake.access.Authorized;
import io.leadflip.intake.call.CallReads;
import io.leadflip.intake.call.RequestCall;
import io.leadflip.intake.contact.SellerConsents;
import io.leadflip.intake.permit.CallPermits;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// One lead offered to one business: calls between the two, as either side may ask for them.
@Tag(name = "matches")
@Path("/v1/matches/{matchId}")
@Consumes("application/json")
@Produces("application/json")
public class MatchCallResource {
    public record CallForm(CallPurpose purpose, String objective, OffsetDateTime at) {
        @Override
        public String toString() {
            return "CallForm[purpose=" + purpose + "]";
        }
    }

    public record CallReceipt(UUID callId, String status) {}

    /// @param missing what the consumer has not agreed to yet
    public record Eligibility(
            String verdict, List<String> rules, String until, List<String> missing) {}

    private static final String CALLBACK_OBJECTIVE =
            "Call back the consumer who asked for a call about the request.";

    private final RequestFacts request;
    private final Authorized authorized;
    private final Transactions transactions;
    private final SellerConsents consents;
    private final RequestCall calls;
    private final CallPermits permits;
    private final CallReads reads;
    private final IntakeConfig config;
    private final Clock clock;

    MatchCallResource(
            RequestFacts request,
            Authorized authorized,
            Transactions transactions,
            SellerConsents consents,
            RequestCall calls,
            CallPermits permits,
            CallReads reads,
            IntakeConfig config,
            Clock clock) {
        this.request = request;
        this.authorized = authorized;
        this.transactions = transactions;
        this.consents = consents;
        this.calls = calls;
        this.permits = permits;
        this.reads = reads;
        this.config = config;
        this.clock = clock;
    }

    /// The consumer's tap on "call me about this": consent for one series of calls by this
    /// business, and the wish itself.
    @POST
    @Path("/callbacks")
    @Operation(summary = "The consumer asks to be called about this")
    @APIResponse(
            responseCode = "202",
            description = "The call is asked for",
            content = @Content(schema = @Schema(implementation = CallReceipt.class)))
    public Uni<Response> callback(@PathParam("matchId") UUID matchId) {
        request.provable(new Violations()).refuseAny();
        var key = request.givenKey().orElse(null);
        var wish =
                new RequestCall.Wish(
                        matchId,
                        CallPurpose.CONSUMER_CALLBACK,
                        Party.CONSUMER,
                        CALLBACK_OBJECTIVE,
                        null,
                        key,
                        "callback");
        return authorized
                .consumerOfMatch(matchId, () -> agreedAndAsked(wish))
                .map(MatchCallResource::requested);
    }

    /// A wish that comes again is no new consent.
    private Uni<UUID> agreedAndAsked(RequestCall.Wish wish) {
        return calls.earlier(wish)
                .chain(
                        known ->
                                known.map(callId -> Uni.createFrom().item(callId))
                                        .orElseGet(
                                                () ->
                                                        consents.grantCallback(
                                                                        wish.matchId(),
                                                                        config.callbackValid(),
                                                                        request.evidence())
                                                                .chain(() -> calls.request(wish))));
    }

    @POST
    @Path("/calls")
    @Operation(summary = "The business asks for an AI call to the consumer")
    @APIResponse(
            responseCode = "202",
            description = "The call is asked for",
            content = @Content(schema = @Schema(implementation = CallReceipt.class)))
    public Uni<Response> call(@PathParam("matchId") UUID matchId, CallForm form) {
        var given = Bodies.required(form);
        var key = request.idempotencyKey();
        check(given);
        var at = given.at() == null ? null : given.at().toInstant();
        var wish =
                new RequestCall.Wish(
                        matchId,
                        given.purpose(),
                        Party.BUSINESS,
                        given.objective().trim(),
                        at,
                        key,
                        request.fingerprint(given));
        return authorized
                .businessOfMatch(matchId, leadId -> calls.request(wish))
                .map(MatchCallResource::requested);
    }

    private void check(CallForm form) {
        var now = clock.instant();
        new Violations()
                .require(
                        form.purpose() != null && form.purpose() != CallPurpose.CONSUMER_CALLBACK,
                        "/purpose",
                        "qualify_lead, confirm_appointment or follow_up")
                .require(
                        form.objective() != null
                                && length(form.objective()) >= 10
                                && length(form.objective()) <= 500,
                        "/objective",
                        "10 to 500 characters")
                .require(
                        form.at() == null || inTime(form.at().toInstant(), now),
                        "/at",
                        "not past, at most " + config.callsAhead().toDays() + " days ahead")
                .refuseAny();
    }

    private boolean inTime(Instant at, Instant now) {
        return !at.isBefore(now.minusSeconds(60)) && !at.isAfter(now.plus(config.callsAhead()));
    }

    private static int length(String text) {
        return text.trim().length();
    }

    private static Response requested(UUID callId) {
        return Response.accepted(new CallReceipt(callId, "REQUESTED"))
                .location(URI.create("/v1/calls/" + callId))
                .build();
    }

    @GET
    @Path("/call-eligibility")
    @Operation(summary = "What the contact gate would say to a call now, and what is missing")
    public Uni<Eligibility> eligibility(
            @PathParam("matchId") UUID matchId,
            @QueryParam("purpose") @DefaultValue("qualify_lead") String purpose) {
        var wanted = purpose(purpose);
        return authorized
                .businessOfMatch(matchId, leadId -> calls.missing(matchId, wanted))
                .chain(missing -> preview(matchId, wanted, missing));
    }

    private Uni<Eligibility> preview(UUID matchId, CallPurpose purpose, List<String> missing) {
        return transactions
                .run(() -> permits.preview(matchId, purpose))
                .chain(permit -> reads.eligibility(permit.orElseThrow()))
                .map(decision -> decision.orElseThrow(MatchCallResource::noGate))
                .map(decision -> eligibility(decision, missing));
    }

    private static CallPurpose purpose(String wire) {
        try {
            return CallPurpose.of(wire);
        } catch (IllegalArgumentException e) {
            throw new Problem(ProblemType.BAD_REQUEST, "There is no such purpose.");
        }
    }

    private static Problem noGate() {
        return new Problem(
                        ProblemType.UNAVAILABLE,
                        "What is known about calls cannot be read right now.")
                .retryAfter(2);
    }

    private static Eligibility eligibility(JsonNode decision, List<String> missing) {
        var rules = new ArrayList<String>();
        decision.path("rules").forEach(rule -> rules.add(rule.asText()));
        return new Eligibility(
                decision.path("verdict").asText(null),
                rules,
                decision.path("until").asText(null),
                missing);
    }
}
