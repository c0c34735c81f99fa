package io.leadflip.intake.rest;

import io.leadflip.intake.timeline.LeadFeed;
import io.leadflip.intake.timeline.Timeline;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// A lead's timeline as it grows (server-sent events). A client that comes again with
/// `Last-Event-ID` misses nothing and sees nothing twice.
@Tag(name = "leads")
@Path("/v1/leads/{leadId}/events")
public class LeadFeedResource {
    private final LeadFeed feed;

    LeadFeedResource(LeadFeed feed) {
        this.feed = feed;
    }

    @GET
    @ConsumerOnly
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "A timeline as it grows; goes on after Last-Event-ID")
    @APIResponse(
            responseCode = "200",
            description = "Server-sent events; the id of each is that of its timeline entry",
            content = @Content(schema = @Schema(implementation = Timeline.Entry.class)))
    public Multi<OutboundSseEvent> events(
            @PathParam("leadId") UUID leadId,
            @HeaderParam("Last-Event-ID") String lastEventId,
            @Context Sse sse) {
        return FeedEvents.told(feed.of(leadId, FeedEvents.last(lastEventId)), sse);
    }
}
