package io.leadflip.sandbox.anthropic;

import io.leadflip.sandbox.SandboxSettings;
import io.leadflip.sandbox.ledger.Ledger;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/// Stands in for Anthropic's Messages API with structured output.
///
/// What it does wrong on purpose is set through [AnthropicFaults], in Java or by `POST
/// /__sandbox/faults/anthropic`.
public final class AnthropicSandbox {
    private static final int LARGEST_BODY = 1024 * 1024;

    private final Vertx vertx;
    private final Ledger ledger;
    private final byte[] key;
    private final AnthropicFaults faults = new AnthropicFaults();

    public AnthropicSandbox(Vertx vertx, Ledger ledger, SandboxSettings settings) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.key = settings.credentials().anthropicKey().getBytes(StandardCharsets.UTF_8);
    }

    public void mount(Router router) {
        router.post("/v1/messages")
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .handler(this::message);
        router.post("/__sandbox/faults/anthropic")
                .handler(BodyHandler.create(false))
                .handler(this::arm);
    }

    public AnthropicFaults faults() {
        return faults;
    }

    private void message(RoutingContext context) {
        String requestId = id("req_");
        Optional<AnthropicError> refusal = refusal(context);
        if (refusal.isPresent()) {
            reject(context, refusal.get(), requestId);
            return;
        }
        MessageRequest request = MessageRequest.of(context.body().asJsonObject());
        long delay = faults.delay().toMillis();
        if (delay < 1) {
            answer(context, request, requestId);
        } else {
            vertx.setTimer(delay, timer -> answer(context, request, requestId));
        }
    }

    private Optional<AnthropicError> refusal(RoutingContext context) {
        String given = context.request().getHeader("x-api-key");
        if (given == null) {
            return Optional.of(
                    new AnthropicError(
                            401, "authentication_error", "x-api-key header is required"));
        }
        if (!MessageDigest.isEqual(key, given.getBytes(StandardCharsets.UTF_8))) {
            return Optional.of(AnthropicError.ofStatus(401));
        }
        String version = context.request().getHeader("anthropic-version");
        if (version == null) {
            return Optional.of(AnthropicError.invalid("anthropic-version: header is required"));
        }
        if (!"2023-06-01".equals(version)) {
            return Optional.of(
                    AnthropicError.invalid(
                            "anthropic-version: \"%s\" is not a valid version".formatted(version)));
        }
        int failure = faults.takeFailure();
        return failure == 0 ? wrongBody(context) : Optional.of(AnthropicError.ofStatus(failure));
    }

    private static Optional<AnthropicError> wrongBody(RoutingContext context) {
        try {
            JsonObject body = context.body().asJsonObject();
            return body == null
                    ? Optional.of(AnthropicError.invalid("The request body is empty"))
                    : MessageRequest.wrong(body).map(AnthropicError::invalid);
        } catch (DecodeException | ClassCastException e) {
            return Optional.of(
                    AnthropicError.invalid(
                            "The request body is not valid JSON of the expected form"));
        }
    }

    private void reject(RoutingContext context, AnthropicError error, String requestId) {
        ledger.append(
                "rejected",
                new JsonObject()
                        .put("provider", "anthropic")
                        .put("status", error.status())
                        .put("reason", error.type()));
        error.answer(context, requestId);
    }

    private void answer(RoutingContext context, MessageRequest request, String requestId) {
        String full = Model.answer(request, LocalDateTime.now(ZoneOffset.UTC));
        String told = faults.takeGarble() ? full.substring(0, full.length() / 2) + "…oops" : full;
        boolean cut = tokens(told) > request.maxTokens();
        String text =
                cut ? told.substring(0, Math.min(told.length(), request.maxTokens() * 4)) : told;
        JsonObject usage = usage(request.prompt().tokens(), tokens(text));
        JsonObject message =
                new JsonObject()
                        .put("id", id("msg_"))
                        .put("type", "message")
                        .put("role", "assistant")
                        .put("model", request.model())
                        .put(
                                "content",
                                new JsonArray()
                                        .add(
                                                new JsonObject()
                                                        .put("type", "text")
                                                        .put("text", text)))
                        .put("stop_reason", cut ? "max_tokens" : "end_turn")
                        .put("stop_sequence", null)
                        .put("usage", usage);
        ledger.append(
                "anthropic.message",
                new JsonObject()
                        .put("id", message.getString("id"))
                        .put("model", request.model())
                        .put("answer", text)
                        .put("usage", usage));
        context.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("request-id", requestId)
                .end(message.encode());
    }

    private void arm(RoutingContext context) {
        try {
            faults.apply(context.body().asJsonObject());
            context.response().setStatusCode(204).end();
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            context.response().setStatusCode(400).end("Expected the faults as a JSON object.");
        }
    }

    private static JsonObject usage(int input, int output) {
        return new JsonObject()
                .put("input_tokens", input)
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", 0)
                .put("output_tokens", output)
                .put("service_tier", "standard");
    }

    private static int tokens(String text) {
        return (text.length() + 3) / 4;
    }

    private static String id(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "").substring(0, 24);
    }
}
