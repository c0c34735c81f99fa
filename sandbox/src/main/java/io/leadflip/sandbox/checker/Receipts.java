package io.leadflip.sandbox.checker;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the outside world really received: messages and dials, from the providers' ledger.
///
/// @param refused ids of the messages that a provider refused for good, whatever another made of
///   them
/// @param ended when calls ended, by their SID
record Receipts(
        List<Message> messages,
        List<Dial> dials,
        List<Leg> legs,
        List<Recording> recordings,
        Set<String> refused,
        Map<String, Instant> ended) {

    /// @param notificationId the id that travelled with the message; empty when none did
    record Message(String channel, String to, String content, Optional<String> notificationId) {}

    /// @param attemptId the id in the URLs given to the provider; empty when there is none
    /// @param at when the provider was asked
    record Dial(String sid, String to, Optional<String> attemptId, Instant at) {}

    /// A phone that rang because a call was put through to it: a business's, not the consumer's.
    ///
    /// @param parent the call's SID
    record Leg(String sid, String parent) {}

    /// A recording that the telephone provider began.
    ///
    /// @param call the call's SID
    record Recording(String sid, String call) {}

    /// Twilio Voice, Call resource, `status`.
    private static final Set<String> OVER =
            Set.of("completed", "busy", "no-answer", "failed", "canceled");

    /// Too many requests: to be repeated later.
    private static final int THROTTLED = 429;

    private static final int SERVER_ERROR = 500;

    private static final Pattern LAST_UUID =
            Pattern.compile(
                    "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/?$",
                    Pattern.CASE_INSENSITIVE);

    static Receipts of(List<JsonObject> ledger) {
        List<Message> messages = new ArrayList<>();
        List<Dial> dials = new ArrayList<>();
        List<Leg> legs = new ArrayList<>();
        List<Recording> recordings = new ArrayList<>();
        Set<String> refused = new HashSet<>();
        Map<String, Instant> ended = new HashMap<>();
        for (JsonObject entry : ledger) {
            switch (entry.getString("kind", "")) {
                case "sendgrid.mail", "mailgun.mail" -> messages.add(mail(entry));
                case "twilio.sms" -> messages.add(sms(entry));
                case "rejected" -> refusal(entry).ifPresent(refused::add);
                case "twilio.call" -> dials.add(dial(entry));
                case "twilio.leg" ->
                        legs.add(new Leg(entry.getString("sid"), entry.getString("parent")));
                case "twilio.recording" ->
                        recordings.add(
                                new Recording(entry.getString("sid"), entry.getString("call")));
                case "twilio.call.status" -> {
                    if (OVER.contains(entry.getString("status"))) {
                        ended.putIfAbsent(
                                entry.getString("sid"), Instant.parse(entry.getString("at")));
                    }
                }
                // Everything else in the ledger reached nobody.
                default -> {}
            }
        }
        return new Receipts(
                List.copyOf(messages),
                List.copyOf(dials),
                List.copyOf(legs),
                List.copyOf(recordings),
                Set.copyOf(refused),
                Map.copyOf(ended));
    }

    private static Message mail(JsonObject entry) {
        JsonObject customArgs = entry.getJsonObject("custom_args", new JsonObject());
        String content = entry.getString("subject") + "\n" + entry.getString("text");
        return new Message(
                "EMAIL",
                entry.getString("to"),
                content,
                Optional.ofNullable(customArgs.getString("notification_id")));
    }

    private static Message sms(JsonObject entry) {
        return new Message(
                "SMS", entry.getString("to"), entry.getString("body"), calledBack(entry));
    }

    private static Optional<String> calledBack(JsonObject entry) {
        Object callback = entry.getJsonObject("form", new JsonObject()).getValue("StatusCallback");
        return Optional.ofNullable(callback).map(Receipts::path).flatMap(Receipts::lastUuid);
    }

    /// The message that was refused for what it is; an error of the provider refuses nothing.
    private static Optional<String> refusal(JsonObject entry) {
        int status = entry.getInteger("status", SERVER_ERROR);
        return status == THROTTLED || status >= SERVER_ERROR
                ? Optional.empty()
                : Optional.ofNullable(entry.getString("notification_id"))
                        .or(() -> calledBack(entry));
    }

    private static String path(Object url) {
        return URI.create(url.toString()).getPath();
    }

    private static Optional<String> lastUuid(String path) {
        Matcher matcher = LAST_UUID.matcher(path);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Dial dial(JsonObject entry) {
        return new Dial(
                entry.getString("sid"),
                entry.getString("to"),
                attempt(entry.getString("url"))
                        .or(() -> attempt(entry.getString("statusCallback"))),
                Instant.parse(entry.getString("at")));
    }

    private static Optional<String> attempt(String url) {
        if (url == null || URI.create(url).getQuery() == null) {
            return Optional.empty();
        }
        return Arrays.stream(URI.create(url).getQuery().split("&"))
                .filter(parameter -> parameter.startsWith("attempt="))
                .map(parameter -> parameter.substring("attempt=".length()))
                .findFirst();
    }
}
