package io.leadflip.sandbox.openai;

import io.leadflip.sandbox.ledger.Ledger;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// Lets only requests with the right Bearer key through.
final class ApiKey {
    private final byte[] expected;
    private final Ledger ledger;

    ApiKey(String key, Ledger ledger) {
        this.expected = ("Bearer " + key).getBytes(StandardCharsets.UTF_8);
        this.ledger = ledger;
    }

    void check(RoutingContext context) {
        String given = context.request().getHeader("Authorization");
        if (given != null
                && MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
            context.next();
            return;
        }
        String reason = given == null ? "no key" : "wrong key";
        ledger.append(
                "rejected",
                new JsonObject()
                        .put("provider", "openai")
                        .put("status", 401)
                        .put("reason", reason));
        (given == null ? OpenAiError.NO_KEY : OpenAiError.WRONG_KEY).answer(context);
    }
}
