package io.leadflip.sandbox.mail;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RequestBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads a v3 mail-send body into one mail per personalization, refusing what SendGrid refuses.
final class SendGridMessage {
    private static final Set<String> RESERVED_HEADERS =
            Set.of(
                    "x-sg-id",
                    "x-sg-eid",
                    "received",
                    "dkim-signature",
                    "content-type",
                    "content-transfer-encoding",
                    "to",
                    "from",
                    "subject",
                    "reply-to",
                    "cc",
                    "bcc");
    private static final int CUSTOM_ARGS_LIMIT = 10_000;

    private SendGridMessage() {}

    static List<Mail> read(JsonObject body, String messageId) {
        String from = Addresses.read("from.email", object(body, "from").getString("email"));
        String text = content(body, "text/plain");
        String html = content(body, "text/html");
        JsonArray personalizations = body.getJsonArray("personalizations", new JsonArray());
        require(
                !personalizations.isEmpty(),
                "personalizations",
                "The personalizations field is required and must have at least one personalization.");
        require(
                personalizations.size() <= 1000,
                "personalizations",
                "There is a limit of 1000 personalizations per request.");
        List<Mail> mails = new ArrayList<>();
        for (int i = 0; i < personalizations.size(); i++) {
            mails.add(
                    mail(body, personalizations.getJsonObject(i), i, messageId, from, text, html));
        }
        return mails;
    }

    /// The id that travels with a body, whatever else is wrong with it; null when none does.
    static String notification(RequestBody posted) {
        try {
            JsonObject body = posted.asJsonObject();
            JsonObject first =
                    body.getJsonArray("personalizations", new JsonArray()).getJsonObject(0);
            return merged(body, first, "custom_args").getString("notification_id");
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static Mail mail(
            JsonObject body,
            JsonObject one,
            int index,
            String messageId,
            String from,
            String text,
            String html) {
        String path = "personalizations." + index;
        String subject = one.getString("subject", body.getString("subject", ""));
        require(
                !subject.isBlank(),
                "subject",
                "The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.");
        JsonObject customArgs = merged(body, one, "custom_args");
        require(
                customArgs.encode().length() <= CUSTOM_ARGS_LIMIT,
                path + ".custom_args",
                "The custom args are larger than 10,000 bytes.");
        JsonObject headers = merged(body, one, "headers");
        headers.fieldNames()
                .forEach(
                        name ->
                                require(
                                        !RESERVED_HEADERS.contains(name.toLowerCase(Locale.ROOT)),
                                        "headers",
                                        "The header name is reserved: " + name));
        return new Mail(
                messageId, recipients(one, path), from, subject, text, html, headers, customArgs);
    }

    private static List<String> recipients(JsonObject one, String path) {
        JsonArray to = one.getJsonArray("to", new JsonArray());
        require(
                !to.isEmpty(),
                path + ".to",
                "The to array is required for all personalization objects, and must have at least one email object with a valid email address.");
        List<String> recipients = new ArrayList<>();
        for (int i = 0; i < to.size(); i++) {
            String address =
                    Addresses.read(
                            path + ".to." + i + ".email", to.getJsonObject(i).getString("email"));
            require(
                    !recipients.contains(address),
                    path,
                    "Each email address in the personalization block should be unique between to, cc, and bcc.");
            recipients.add(address);
        }
        return recipients;
    }

    private static String content(JsonObject body, String type) {
        JsonArray content = body.getJsonArray("content", new JsonArray());
        require(
                !content.isEmpty(),
                "content",
                "Unless a valid template_id is provided, the content parameter is required. There must be at least one defined content block.");
        boolean htmlSeen = false;
        String found = null;
        for (int i = 0; i < content.size(); i++) {
            JsonObject part = content.getJsonObject(i);
            String value = part.getString("value", "");
            require(
                    !value.isEmpty(),
                    "content." + i + ".value",
                    "The content value must be a string at least one character in length.");
            boolean plain = "text/plain".equals(part.getString("type"));
            require(
                    !(plain && htmlSeen),
                    "content",
                    "If present, text/plain must be first, followed by text/html, followed by any other content.");
            htmlSeen |= !plain;
            found = type.equals(part.getString("type")) ? value : found;
        }
        return found;
    }

    private static JsonObject merged(JsonObject body, JsonObject one, String name) {
        JsonObject merged =
                body.getJsonObject(name, new JsonObject())
                        .copy()
                        .mergeIn(one.getJsonObject(name, new JsonObject()));
        for (Map.Entry<String, Object> entry : merged) {
            require(
                    entry.getValue() instanceof String,
                    name,
                    "The " + name + " must be an object with string values: " + entry.getKey());
        }
        return merged;
    }

    private static JsonObject object(JsonObject body, String name) {
        JsonObject value = body.getJsonObject(name);
        require(
                value != null,
                name,
                "The " + name + " object must be provided for every email send.");
        return value;
    }

    private static void require(boolean held, String field, String message) {
        if (!held) {
            throw new MailRequestException(field, message);
        }
    }
}
