package io.leadflip.intake.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.leadflip.intake.access.Authorized;
import io.leadflip.intake.access.Callers;
import io.leadflip.intake.business.BusinessForm;
import io.leadflip.intake.business.Businesses;
import io.leadflip.intake.business.Businesses.BusinessView;
import io.leadflip.intake.business.Businesses.Registration;
import io.leadflip.intake.match.MatchViews;
import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Businesses as their owners use them.
@Tag(name = "businesses")
@Path("/v1/businesses")
@Consumes("application/json")
@Produces("application/json")
public class BusinessResource {
    public record Business(
            UUID businessId,
            @JsonUnwrapped BusinessForm profile,
            boolean active,
            Double rating,
            Instant registeredAt,
            Instant phoneApprovedAt) {
        static Business of(BusinessView view) {
            return new Business(
                    view.businessId(),
                    view.profile(),
                    view.active(),
                    view.rating(),
                    view.registeredAt(),
                    view.phoneApprovedAt());
        }
    }

    @Schema(name = "BusinessMatchList")
    public record MatchList(List<MatchViews.ForBusiness> matches) {}

    private final Callers callers;
    private final RequestFacts request;
    private final Transactions transactions;
    private final Authorized authorized;
    private final Businesses businesses;
    private final MatchViews matches;

    BusinessResource(
            Callers callers,
            RequestFacts request,
            Transactions transactions,
            Authorized authorized,
            Businesses businesses,
            MatchViews matches) {
        this.callers = callers;
        this.request = request;
        this.transactions = transactions;
        this.authorized = authorized;
        this.businesses = businesses;
        this.matches = matches;
    }

    @POST
    @Operation(summary = "Registers the account's business")
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content = @Content(schema = @Schema(implementation = Business.class)))
    public Uni<Response> register(BusinessForm form) {
        var given = Bodies.required(form);
        var key = request.givenKey().orElseGet(() -> UUID.randomUUID().toString());
        var fingerprint = request.fingerprint(given);
        return callers.account("business")
                .chain(
                        caller ->
                                transactions.run(
                                        () ->
                                                businesses.register(
                                                        caller.subject(), key, fingerprint, given)))
                .map(BusinessResource::registered);
    }

    private static Response registered(Registration registration) {
        var business = Business.of(registration.business());
        var response =
                Response.created(URI.create("/v1/businesses/" + business.businessId()))
                        .entity(business);
        return (registration.created() ? response : response.header("Idempotent-Replayed", "true"))
                .build();
    }

    @GET
    @Path("/{businessId}")
    @Operation(summary = "A business as its owner sees it")
    public Uni<Business> business(@PathParam("businessId") UUID businessId) {
        return authorized
                .ownerOf(businessId, () -> businesses.find(businessId))
                .map(found -> Business.of(found.orElseThrow()));
    }

    @PATCH
    @Path("/{businessId}")
    @Operation(summary = "Changes a business; what is not named stays as it is")
    public Uni<Business> change(@PathParam("businessId") UUID businessId, BusinessForm form) {
        var given = Bodies.required(form);
        return authorized
                .ownerOf(businessId, () -> businesses.change(businessId, given))
                .map(Business::of);
    }

    @GET
    @Path("/{businessId}/matches")
    @Operation(summary = "The leads a business was offered, newest first")
    public Uni<MatchList> matches(@PathParam("businessId") UUID businessId) {
        return authorized
                .ownerOf(businessId, () -> matches.ofBusiness(businessId))
                .map(MatchList::new);
    }
}
