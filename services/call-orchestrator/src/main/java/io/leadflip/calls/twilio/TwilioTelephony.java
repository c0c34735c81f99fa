package io.leadflip.calls.twilio;

import io.leadflip.calls.dialing.DialOrder;
import io.leadflip.calls.dialing.DialingSettings;
import io.leadflip.calls.dialing.ProviderStatus;
import io.leadflip.calls.dialing.Telephony;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Twilio's REST API for calls. Nothing here is repeated by itself: Twilio has no idempotency for
/// creating a call.
@ApplicationScoped
class TwilioTelephony implements Telephony {
    private static final Logger LOG = Logger.getLogger(TwilioTelephony.class);

    private final TwilioRest rest;
    private final TwilioSettings account;
    private final String from;

    TwilioTelephony(TwilioRest rest, TwilioSettings account, DialingSettings dialing) {
        this.rest = rest;
        this.account = account;
        this.from = dialing.from();
    }

    @Override
    public String account() {
        return account.accountSid();
    }

    @Override
    public Uni<Placing> place(DialOrder order) {
        return rest.post("Calls.json")
                .sendForm(form(order))
                .map(TwilioTelephony::placing)
                .onFailure()
                .recoverWithItem(TwilioTelephony::unanswered);
    }

    private static MultiMap form(DialOrder order) {
        MultiMap form =
                MultiMap.caseInsensitiveMultiMap()
                        .add("To", order.to())
                        .add("From", order.from())
                        .add("Url", order.urls().document())
                        .add("Method", "POST")
                        .add("FallbackUrl", order.urls().fallback())
                        .add("FallbackMethod", "POST")
                        .add("StatusCallback", order.urls().status())
                        .add("StatusCallbackMethod", "POST")
                        .add("Timeout", Long.toString(order.ringTime().toSeconds()))
                        .add("TimeLimit", Long.toString(order.timeLimit().toSeconds()))
                        .add(
                                "MachineDetection",
                                order.untilMessage() ? "DetectMessageEnd" : "Enable")
                        .add("AsyncAmd", "true")
                        .add("AsyncAmdStatusCallback", order.urls().detection())
                        .add("AsyncAmdStatusCallbackMethod", "POST");
        List.of("initiated", "ringing", "answered", "completed")
                .forEach(event -> form.add("StatusCallbackEvent", event));
        return form;
    }

    private static Placing placing(HttpResponse<Buffer> response) {
        int status = response.statusCode();
        if (TwilioRest.refused(status)) {
            return TwilioRefusal.of(status, TwilioRest.code(response));
        }
        return status < 300 ? placed(response) : new Placing.InDoubt();
    }

    /// An answer of success that cannot be read still means that Twilio dials.
    private static Placing placed(HttpResponse<Buffer> response) {
        try {
            String sid = response.bodyAsJsonObject().getString("sid");
            return sid == null ? new Placing.InDoubt() : new Placing.Placed(sid);
        } catch (RuntimeException unreadable) {
            return new Placing.InDoubt();
        }
    }

    private static Placing unanswered(Throwable failure) {
        LOG.warnf("Twilio did not answer: %s", failure.getClass().getSimpleName());
        return TwilioRest.neverSent(failure) ? new Placing.NotNow() : new Placing.InDoubt();
    }

    @Override
    public Uni<List<ProviderCall>> placedTo(String to, Instant since) {
        return rest.get("Calls.json")
                .addQueryParam("To", to)
                .addQueryParam("From", from)
                .addQueryParam("StartTime>", since.truncatedTo(ChronoUnit.SECONDS).toString())
                .addQueryParam("PageSize", "50")
                .send()
                .map(
                        response ->
                                TwilioRest.expected(response, 200).getJsonArray("calls").stream()
                                        .map(JsonObject.class::cast)
                                        .filter(TwilioTelephony::askedFor)
                                        .map(TwilioTelephony::call)
                                        .toList());
    }

    /// A leg that another call dialled, as when somebody is put through, was never asked for by
    /// itself (Twilio Voice, Call resource, `parent_call_sid`).
    private static boolean askedFor(JsonObject call) {
        return call.getString("parent_call_sid") == null;
    }

    @Override
    public Uni<Optional<ProviderCall>> find(String sid) {
        return rest.get("Calls/" + sid + ".json")
                .send()
                .map(
                        response ->
                                response.statusCode() == 404
                                        ? Optional.empty()
                                        : Optional.of(call(TwilioRest.expected(response, 200))));
    }

    @Override
    public Uni<Void> hangUp(String sid) {
        return rest.post("Calls/" + sid + ".json")
                .sendForm(MultiMap.caseInsensitiveMultiMap().add("Status", "completed"))
                .map(
                        response ->
                                response.statusCode() == 404
                                        ? null
                                        : TwilioRest.expected(response, 200))
                .replaceWithVoid();
    }

    private static ProviderCall call(JsonObject json) {
        String duration = json.getString("duration");
        return new ProviderCall(
                json.getString("sid"),
                ProviderStatus.of(json.getString("status")).orElse(ProviderStatus.QUEUED),
                duration == null || !duration.matches("\\d{1,9}") ? 0 : Integer.parseInt(duration));
    }
}
