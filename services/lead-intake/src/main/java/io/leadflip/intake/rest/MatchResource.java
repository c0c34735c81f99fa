package io.leadflip.intake.rest;

import io.leadflip.contracts.value.MatchStatus;
import io.leadflip.intake.Violations;
import io.leadflip.intake.access.Authorized;
import io.leadflip.intake.match.AnswerOffer;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// One lead offered to one business: what the business answers.
@Tag(name = "matches")
@Path("/v1/matches/{matchId}")
@Consumes("application/json")
@Produces("application/json")
public class MatchResource {
    public record Decline(String reason) {}

    public record Answered(UUID matchId, MatchStatus status) {}

    private final Authorized authorized;
    private final AnswerOffer offers;

    MatchResource(Authorized authorized, AnswerOffer offers) {
        this.authorized = authorized;
        this.offers = offers;
    }

    @POST
    @Path("/accept")
    @Operation(summary = "The business takes the lead")
    public Uni<Answered> accept(@PathParam("matchId") UUID matchId) {
        return authorized
                .businessOfMatch(matchId, leadId -> offers.accept(leadId, matchId))
                .map(status -> new Answered(matchId, status));
    }

    @POST
    @Path("/decline")
    @Operation(summary = "The business does not take the lead")
    public Uni<Answered> decline(@PathParam("matchId") UUID matchId, Decline form) {
        var reason = form == null ? null : form.reason();
        new Violations()
                .require(
                        reason == null || reason.length() <= 500,
                        "/reason",
                        "at most 500 characters")
                .refuseAny();
        return authorized
                .businessOfMatch(matchId, leadId -> offers.decline(leadId, matchId, reason))
                .map(status -> new Answered(matchId, status));
    }
}
