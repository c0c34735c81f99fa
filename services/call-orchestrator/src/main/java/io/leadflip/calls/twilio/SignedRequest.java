package io.leadflip.calls.twilio;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;

/// What each of Twilio's requests brings beside its form.
public final class SignedRequest {
    /// The attempt as the address we gave names it; null when it names none.
    @QueryParam("attempt")
    String attempt;

    /// Null when there is none.
    @HeaderParam("X-Twilio-Signature")
    String signature;

    @Context HttpServerRequest request;
}
