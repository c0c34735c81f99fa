package io.leadflip.sandbox.twilio;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The messages resource: create, fetch, list.
final class MessageApi {
    private static final String MESSAGES = "/2010-04-01/Accounts/:account/Messages";

    private final Rest rest;
    private final Messages messages;

    MessageApi(Rest rest, Messages messages) {
        this.rest = rest;
        this.messages = messages;
    }

    void mount(Router router) {
        router.post(MESSAGES + ".json").handler(rest::authenticate).handler(this::create);
        router.get(MESSAGES + ".json").handler(rest::authenticate).handler(this::list);
        router.get(MESSAGES + "/:sid").handler(rest::authenticate).handler(this::fetch);
    }

    private void create(RoutingContext context) {
        Form form = Form.of(context.request().formAttributes());
        Optional<TwilioError> broken = MessageRules.check(form, messages.suppressed());
        if (broken.isPresent()) {
            rest.refuse(context, broken.get());
        } else {
            rest.create(
                    context, TwilioFaults.Resource.MESSAGES, () -> messages.accept(form).json());
        }
    }

    private void fetch(RoutingContext context) {
        String sid = context.pathParam("sid").replaceFirst("\\.json$", "");
        messages.find(sid)
                .ifPresentOrElse(
                        message -> Rest.send(context, 200, message.json()),
                        () -> rest.notFound(context));
    }

    private void list(RoutingContext context) {
        Form query = Form.of(context.queryParams());
        Optional<Predicate<Instant>> sent = TimeFilter.of(query, "DateSent");
        if (sent.isEmpty()) {
            rest.refuse(context, TwilioError.badRequest(20001, "DateSent is not a date"));
            return;
        }
        List<JsonObject> found =
                messages.all().stream()
                        .filter(message -> sent.get().test(message.created()))
                        .filter(message -> query.text("To").map(message.to()::equals).orElse(true))
                        .filter(message -> fromMatches(query, message))
                        .map(Message::json)
                        .toList();
        Rest.send(context, 200, Page.asked(context).of("messages", found, context));
    }

    private static boolean fromMatches(Form query, Message message) {
        return query.text("From").isEmpty() || query.text("From").equals(message.from());
    }
}
