package io.leadflip.intake.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadflip.intake.access.Authorized;
import io.leadflip.intake.access.Caller;
import io.leadflip.intake.call.CallReads;
import io.leadflip.intake.call.CallRequests;
import io.leadflip.intake.call.RequestCall;
import io.leadflip.intake.call.Stopper;
import io.leadflip.intake.contact.RecordingConsents;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Calls as both sides see them. What the orchestrator owns is read there, with a deadline.
@Tag(name = "calls")
@Path("/v1/calls/{callId}")
@Consumes("application/json")
@Produces("application/json")
public class CallResource {
    private final Authorized authorized;
    private final CallRequests requests;
    private final RequestCall calls;
    private final CallReads reads;
    private final RecordingConsents recordings;
    private final ObjectMapper json;

    CallResource(
            Authorized authorized,
            CallRequests requests,
            RequestCall calls,
            CallReads reads,
            RecordingConsents recordings,
            ObjectMapper json) {
        this.authorized = authorized;
        this.requests = requests;
        this.calls = calls;
        this.reads = reads;
        this.recordings = recordings;
        this.json = json;
    }

    @GET
    @Operation(summary = "A call as both sides see it")
    public Uni<CallView> call(@PathParam("callId") UUID callId) {
        return authorized
                .partyOfCall(callId, caller -> requests.findById(callId))
                .chain(
                        request ->
                                reads.call(callId)
                                        .map(
                                                known ->
                                                        known.map(this::view)
                                                                .orElseGet(
                                                                        () ->
                                                                                CallView.requested(
                                                                                        request))));
    }

    private CallView view(JsonNode known) {
        return json.convertValue(known, CallView.class);
    }

    @GET
    @Path("/transcript")
    @Operation(summary = "What was said in a call")
    public Uni<JsonNode> transcript(@PathParam("callId") UUID callId) {
        return authorized
                .partyOfCall(callId)
                .chain(() -> reads.transcript(callId))
                .map(
                        known ->
                                known.orElseGet(
                                        () ->
                                                json.createObjectNode()
                                                        .put("complete", false)
                                                        .set("turns", json.createArrayNode())));
    }

    @POST
    @Path("/stop")
    @Operation(summary = "Has a call stopped, or not made at all")
    @APIResponse(responseCode = "202", description = "It will be stopped")
    public Uni<Response> stop(@PathParam("callId") UUID callId) {
        return authorized
                .partyOfCall(callId, caller -> calls.stop(callId, stopper(caller)))
                .replaceWith(() -> Response.accepted().build());
    }

    @DELETE
    @Path("/recording")
    @Operation(summary = "The consumer has the recording of a call deleted; one that goes on stops")
    @APIResponse(responseCode = "202", description = "It will be deleted; also when there is none")
    public Uni<Response> deleteRecording(@PathParam("callId") UUID callId) {
        return authorized
                .consumerOfCall(callId, () -> recordings.deleteOf(callId))
                .replaceWith(() -> Response.accepted().build());
    }

    private static Stopper stopper(Caller caller) {
        return switch (caller) {
            case Caller.Account account when account.admin() -> Stopper.OPERATOR;
            case Caller.Account account when account.roles().contains("business") ->
                    Stopper.BUSINESS;
            case Caller.Account account -> Stopper.CONSUMER;
            case Caller.Visitor visitor -> Stopper.CONSUMER;
        };
    }
}
