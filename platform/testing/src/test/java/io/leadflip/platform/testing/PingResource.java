package io.leadflip.platform.testing;

import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/// What a service offers, as small as it can be: one thing inside, one thing outside.
@Path("/")
public class PingResource {
    public record Ping(@Max(10) int number) {}

    @GET
    @Path("internal/ping")
    public String inside() {
        return "inside";
    }

    @GET
    @Path("internal/secret")
    public String notOnTheList() {
        return "secret";
    }

    @POST
    @Path("ping")
    public Ping outside(@Valid Ping ping) {
        return switch (ping.number()) {
            case 1 ->
                    throw new Problem(ProblemType.TOO_MANY_REQUESTS, "Slower.")
                            .retryAfter(7)
                            .with("limit", 5);
            case 2 -> throw new IllegalStateException("a secret of ours");
            default -> ping;
        };
    }
}
