package io.leadflip.sandbox.mail;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Reads the form of a Mailgun message, refusing what Mailgun refuses. `h:` fields are headers,
/// `v:` fields are variables.
final class MailgunMessage {
    private static final int RECIPIENT_LIMIT = 1000;

    private MailgunMessage() {}

    static Mail read(MultiMap form, String messageId) {
        String from = Addresses.read("from", required(form, "from"));
        List<String> to = recipients(form);
        String text = form.get("text");
        String html = form.get("html");
        if (blank(text) && blank(html)) {
            throw new MailRequestException(
                    "text",
                    "Need at least one of 'text', 'html', 'amp-html' or 'template' parameters specified");
        }
        String subject = form.contains("subject") ? form.get("subject") : "";
        return new Mail(
                messageId,
                to,
                from,
                subject,
                text,
                html,
                prefixed(form, "h:"),
                prefixed(form, "v:"));
    }

    private static List<String> recipients(MultiMap form) {
        required(form, "to");
        List<String> recipients = new ArrayList<>();
        for (String field : form.getAll("to")) {
            for (String address : field.split(",")) {
                recipients.add(Addresses.read("to", address));
            }
        }
        if (recipients.size() > RECIPIENT_LIMIT) {
            throw new MailRequestException("to", "'to' parameter has more than 1000 recipients");
        }
        return List.copyOf(new LinkedHashSet<>(recipients));
    }

    private static String required(MultiMap form, String name) {
        if (blank(form.get(name))) {
            throw new MailRequestException(name, name + " parameter is missing");
        }
        return form.get(name);
    }

    private static boolean blank(String value) {
        return value == null || value.isBlank();
    }

    private static JsonObject prefixed(MultiMap form, String prefix) {
        JsonObject found = new JsonObject();
        for (Map.Entry<String, String> field : form) {
            if (field.getKey().startsWith(prefix)) {
                found.put(field.getKey().substring(prefix.length()), field.getValue());
            }
        }
        return found;
    }
}
