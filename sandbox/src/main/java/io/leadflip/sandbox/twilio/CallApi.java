package io.leadflip.sandbox.twilio;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// The calls resource: create, fetch, list, update.
final class CallApi {
    private static final String CALLS = "/2010-04-01/Accounts/:account/Calls";

    private final Rest rest;
    private final Calls calls;
    private final Switchboard switchboard;

    CallApi(Rest rest, Calls calls, Switchboard switchboard) {
        this.rest = rest;
        this.calls = calls;
        this.switchboard = switchboard;
    }

    void mount(Router router) {
        router.post(CALLS + ".json").handler(rest::authenticate).handler(this::create);
        router.get(CALLS + ".json").handler(rest::authenticate).handler(this::list);
        router.get(CALLS + "/:sid")
                .handler(rest::authenticate)
                .handler(context -> with(context, this::fetch));
        router.post(CALLS + "/:sid")
                .handler(rest::authenticate)
                .handler(context -> with(context, this::update));
    }

    private void create(RoutingContext context) {
        Form form = Form.of(context.request().formAttributes());
        Optional<TwilioError> broken = CallRules.check(form);
        if (broken.isPresent()) {
            rest.refuse(context, broken.get());
        } else {
            rest.create(context, TwilioFaults.Resource.CALLS, () -> accepted(form));
        }
    }

    private JsonObject accepted(Form form) {
        return switchboard.place(CallOrder.of(form)).json().put("status", CallStatus.QUEUED.word());
    }

    private void with(RoutingContext context, BiConsumer<RoutingContext, Call> work) {
        String sid = context.pathParam("sid").replaceFirst("\\.json$", "");
        calls.find(sid)
                .ifPresentOrElse(call -> work.accept(context, call), () -> rest.notFound(context));
    }

    private void fetch(RoutingContext context, Call call) {
        Rest.send(context, 200, call.json());
    }

    private void list(RoutingContext context) {
        Form query = Form.of(context.queryParams());
        Optional<Predicate<Instant>> started = TimeFilter.of(query, "StartTime");
        if (started.isEmpty()) {
            rest.refuse(context, TwilioError.badRequest(20001, "StartTime is not a date"));
            return;
        }
        List<JsonObject> found =
                calls.all().stream()
                        .filter(call -> started.get().test(call.created()))
                        .map(Call::json)
                        .filter(call -> same(query, "To", call.getString("to")))
                        .filter(call -> same(query, "From", call.getString("from")))
                        .filter(call -> same(query, "Status", call.getString("status")))
                        .toList();
        Rest.send(context, 200, Page.asked(context).of("calls", found, context));
    }

    private static boolean same(Form query, String field, String value) {
        return query.text(field).map(value::equals).orElse(true);
    }

    private void update(RoutingContext context, Call call) {
        Form form = Form.of(context.request().formAttributes());
        Optional<Source> source = Source.in(form);
        if (form.text("Status").isPresent()) {
            end(context, call, form.text("Status").get());
        } else if (source.isPresent()) {
            redirect(context, call, source.get());
        } else {
            fetch(context, call);
        }
    }

    /// `canceled` ends a call only while it is not answered, and is otherwise without effect.
    private void end(RoutingContext context, Call call, String status) {
        if (!status.equals("completed") && !status.equals("canceled")) {
            rest.refuse(
                    context, TwilioError.badRequest(20001, "Status must be completed or canceled"));
            return;
        }
        boolean effective = status.equals("completed") || call.status().unanswered();
        boolean live =
                effective ? switchboard.signal(call, new Signal.HangUp()) : !call.status().over();
        if (live) {
            fetch(context, call);
        } else {
            rest.notFound(context);
        }
    }

    private void redirect(RoutingContext context, Call call, Source source) {
        if (source instanceof Source.Fetched(Webhook to) && !Webhook.valid(to.url())) {
            rest.refuse(context, TwilioError.badRequest(21205, "Url is not a valid URL"));
        } else if (call.status() != CallStatus.IN_PROGRESS
                || !switchboard.signal(call, new Signal.Redirect(source))) {
            rest.refuse(
                    context,
                    TwilioError.badRequest(21220, "Call is not in-progress. Cannot redirect."));
        } else {
            fetch(context, call);
        }
    }
}
