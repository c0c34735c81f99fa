package io.leadflip.sandbox.twilio;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/// What the sandbox offers beside Twilio's own API: arming faults, unsubscribing a number, texting
/// the customer, and the recording of a call. Loopback only, as everything under `/__sandbox/`.
final class TwilioControl {
    private static final int MOST = 1000;

    private final TwilioFaults faults;
    private final Messages messages;
    private final Recordings recordings;
    private final InboundMessages inbound;

    TwilioControl(
            TwilioFaults faults,
            Messages messages,
            Recordings recordings,
            InboundMessages inbound) {
        this.faults = faults;
        this.messages = messages;
        this.recordings = recordings;
        this.inbound = inbound;
    }

    void mount(Router router) {
        router.post("/__sandbox/faults/twilio").handler(this::arm);
        router.get("/__sandbox/faults/twilio").handler(this::armed);
        router.delete("/__sandbox/faults/twilio").handler(this::disarm);
        router.post("/__sandbox/twilio/suppressions").handler(this::suppress);
        router.post("/__sandbox/twilio/inbound").handler(this::receive);
        router.get("/__sandbox/twilio/recordings/:file").handler(this::recording);
    }

    private void arm(RoutingContext context) {
        try {
            JsonObject asked = context.body().asJsonObject();
            int times = asked.getInteger("times", 1);
            TwilioFaults.Resource resource = resource(asked.getString("resource", "calls"));
            if (times >= 1
                    && times <= MOST
                    && faults.arm(resource, asked.getString("fault", ""), times)) {
                armed(context);
                return;
            }
            badRequest(context);
        } catch (DecodeException
                | ClassCastException
                | NullPointerException
                | IllegalArgumentException e) {
            badRequest(context);
        }
    }

    private static TwilioFaults.Resource resource(String name) {
        return TwilioFaults.Resource.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private void armed(RoutingContext context) {
        Rest.send(context, 200, new JsonObject().put("armed", faults.armed()));
    }

    private void disarm(RoutingContext context) {
        faults.clear();
        armed(context);
    }

    private void suppress(RoutingContext context) {
        String number = context.request().getParam("number");
        if (number == null || !PhoneNumbers.valid(number)) {
            badRequest(context);
            return;
        }
        messages.suppress(number);
        context.response().setStatusCode(204).end();
    }

    private void receive(RoutingContext context) {
        try {
            JsonObject text = context.body().asJsonObject();
            Webhook webhook = new Webhook(text.getString("webhook"), "POST");
            String from = text.getString("from");
            String to = text.getString("to");
            if (PhoneNumbers.valid(from) && PhoneNumbers.valid(to) && webhook.usable()) {
                String sid = inbound.receive(from, to, text.getString("body"), webhook);
                Rest.send(context, 202, new JsonObject().put("sid", sid));
                return;
            }
            badRequest(context);
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            badRequest(context);
        }
    }

    private void recording(RoutingContext context) {
        String sid = context.pathParam("file").replaceFirst("\\.wav$", "");
        recordings
                .of(sid)
                .ifPresentOrElse(
                        recording ->
                                context.response()
                                        .putHeader("Content-Type", "audio/wav")
                                        .end(Buffer.buffer(recording.wav())),
                        () -> context.response().setStatusCode(404).end());
    }

    private static void badRequest(RoutingContext context) {
        Rest.send(context, 400, new JsonObject().put("message", "The request is not understood"));
    }
}
