package io.leadflip.sandbox.mail;

import io.vertx.core.json.JsonObject;
import java.util.List;

/// One accepted message to one or more recipients, as the provider understood it.
record Mail(
        String messageId,
        List<String> recipients,
        String from,
        String subject,
        String text,
        String html,
        JsonObject headers,
        JsonObject customArgs) {

    /// The ledger's entry for one recipient.
    JsonObject entry(String recipient) {
        return new JsonObject()
                .put("messageId", messageId)
                .put("to", recipient)
                .put("from", from)
                .put("subject", subject)
                .put("text", text)
                .put("html", html)
                .put("headers", headers)
                .put("custom_args", customArgs);
    }
}
