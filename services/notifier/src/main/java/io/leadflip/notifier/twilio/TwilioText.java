package io.leadflip.notifier.twilio;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.leadflip.notifier.NotifierConfig;
import io.leadflip.notifier.http.ProviderHttp;
import io.leadflip.notifier.http.Reply;
import io.leadflip.notifier.http.Reply.Answered;
import io.leadflip.notifier.message.Message.Text;
import io.leadflip.notifier.sending.Envelope;
import io.leadflip.notifier.sending.Provider;
import io.leadflip.notifier.sending.Replies;
import io.leadflip.notifier.sending.SendResult;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;

/// Sends text messages by Twilio. The status callback carries our id, so that a webhook settles
/// what an answer did not.
@ApplicationScoped
public class TwilioText implements Provider<Text> {
    /// The recipient told Twilio to stop.
    private static final String UNSUBSCRIBED = "21610";

    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    private final ProviderHttp http;
    private final TwilioConfig config;
    private final URI publicOrigin;
    private final String authorization;

    TwilioText(ProviderHttp http, TwilioConfig config, NotifierConfig notifier) {
        this.http = http;
        this.config = config;
        this.publicOrigin = notifier.publicOrigin();
        var pair = config.accountSid() + ":" + config.authToken();
        this.authorization =
                "Basic "
                        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String name() {
        return "twilio";
    }

    @Override
    public Uni<SendResult> send(Envelope<Text> envelope) {
        var form =
                MultiMap.caseInsensitiveMultiMap()
                        .add("To", envelope.address())
                        .add("From", config.from())
                        .add("Body", envelope.message().body())
                        .add(
                                "StatusCallback",
                                publicOrigin
                                        .resolve(
                                                "/api/webhooks/twilio-sms/"
                                                        + envelope.notificationId())
                                        .toString());
        return http.postForm(messages(), authorization, form)
                .map(
                        reply ->
                                Replies.read(
                                        reply,
                                        answer -> answer.json().getString("sid"),
                                        TwilioText::refusal))
                .map(TwilioText::optedOut);
    }

    /// Twilio lists by recipient, sender and day; of those it is the one with the same words that
    /// was made no earlier than we asked. The same words may have gone out before, about another
    /// call.
    @Override
    public Uni<LookUp> lookUp(Envelope<Text> envelope) {
        var day = LocalDate.ofInstant(envelope.sendingAt(), ZoneOffset.UTC);
        var query =
                MultiMap.caseInsensitiveMultiMap()
                        .add("To", envelope.address())
                        .add("From", config.from())
                        .add("DateSent>", day.toString())
                        .add("PageSize", "100");
        return http.get(messages(), authorization, query).map(reply -> found(reply, envelope));
    }

    private URI messages() {
        return config.baseUrl()
                .resolve("/2010-04-01/Accounts/" + config.accountSid() + "/Messages.json");
    }

    private static String refusal(Answered answer) {
        var code = answer.json().getInteger("code");
        return code == null ? "status-" + answer.status() : String.valueOf(code);
    }

    private static SendResult optedOut(SendResult result) {
        return result instanceof SendResult.Refused(String code) && UNSUBSCRIBED.equals(code)
                ? new SendResult.OptedOut(code)
                : result;
    }

    private static boolean madeSince(Instant asked, JsonObject message) {
        try {
            var made = message.getString("date_created", "");
            return !Instant.from(RFC_1123_DATE_TIME.parse(made)).isBefore(asked);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static LookUp found(Reply reply, Envelope<Text> envelope) {
        if (!(reply instanceof Answered answered) || !answered.success()) {
            return new LookUp.Unanswered();
        }
        return answered.json().getJsonArray("messages", new JsonArray()).stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .filter(message -> envelope.message().body().equals(message.getString("body")))
                .filter(message -> madeSince(envelope.sendingAt().minus(CLOCKS_APART), message))
                .findFirst()
                .<LookUp>map(message -> new LookUp.Found(message.getString("sid")))
                .orElseGet(LookUp.NotShown::new);
    }
}
