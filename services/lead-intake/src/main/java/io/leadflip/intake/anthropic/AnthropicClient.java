package io.leadflip.intake.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// Anthropic's Messages API, as far as it is used here.
@RegisterRestClient(configKey = "anthropic")
@Path("/v1/messages")
@Consumes("application/json")
@Produces("application/json")
public interface AnthropicClient {
    @POST
    Uni<JsonNode> create(
            @HeaderParam("x-api-key") String key,
            @HeaderParam("anthropic-version") String version,
            JsonNode request);
}
