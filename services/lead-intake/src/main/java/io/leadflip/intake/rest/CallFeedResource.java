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

/// How a call stands, as it goes on: what its lead's timeline tells of this call and nothing else,
/// so the business sees no more of the lead than its own call.
@Tag(name = "calls")
@Path("/v1/calls/{callId}/events")
public class CallFeedResource {
    private final LeadFeed feed;

    CallFeedResource(LeadFeed feed) {
        this.feed = feed;
    }

    @GET
    @PartyOnly
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "A call's states and turns as they happen; goes on after Last-Event-ID")
    @APIResponse(
            responseCode = "200",
            description = "Server-sent events; ids rise, with gaps",
            content = @Content(schema = @Schema(implementation = Timeline.Entry.class)))
    public Multi<OutboundSseEvent> events(
            @PathParam("callId") UUID callId,
            @HeaderParam("Last-Event-ID") String lastEventId,
            @Context Sse sse) {
        return FeedEvents.told(feed.ofCall(callId, FeedEvents.last(lastEventId)), sse);
    }
}
