package io.leadflip.sandbox.twilio;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// A customer of Twilio: answers its webhooks with prepared documents, and takes its media streams.
final class Customer implements AutoCloseable {
    record Received(String path, String url, Map<String, String> form, String signature) {
        String field(String name) {
            return form.get(name);
        }
    }

    final List<Received> received = new CopyOnWriteArrayList<>();
    final List<JsonObject> messages = new CopyOnWriteArrayList<>();
    final List<Received> handshakes = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Integer>> failures = new ConcurrentHashMap<>();
    private final Map<String, String> documents = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile BiConsumer<ServerWebSocket, JsonObject> script = (socket, message) -> {};
    private volatile boolean refusesStreams;

    Customer(Vertx vertx) throws Exception {
        Router router = Router.router(vertx);
        router.route("/media").handler(this::stream);
        router.route().handler(BodyHandler.create(false)).handler(this::webhook);
        server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    String streamUrl() {
        return "ws://127.0.0.1:" + server.actualPort() + "/media";
    }

    void answers(String path, String body) {
        documents.put(path, "<Response>" + body + "</Response>");
    }

    void fails(String path, int status) {
        failures.computeIfAbsent(path, key -> new ConcurrentLinkedQueue<>()).add(status);
    }

    void onMessage(BiConsumer<ServerWebSocket, JsonObject> script) {
        this.script = script;
    }

    void refuseStreams() {
        refusesStreams = true;
    }

    List<Received> at(String path) {
        return received.stream().filter(request -> request.path().equals(path)).toList();
    }

    List<String> statuses() {
        return at("/status").stream().map(request -> request.field("CallStatus")).toList();
    }

    List<JsonObject> messages(String event) {
        return messages.stream().filter(m -> m.getString("event").equals(event)).toList();
    }

    private void webhook(RoutingContext context) {
        received.add(received(context));
        Integer failure =
                failures.getOrDefault(context.request().path(), new ConcurrentLinkedQueue<>())
                        .poll();
        String document = documents.getOrDefault(context.request().path(), "<Response/>");
        context.response()
                .setStatusCode(failure == null ? 200 : failure)
                .putHeader("Content-Type", "text/xml")
                .end(document);
    }

    private Received received(RoutingContext context) {
        return new Received(
                context.request().path(),
                url(context.request().uri()),
                map(context.request().formAttributes()),
                context.request().getHeader("X-Twilio-Signature"));
    }

    private static Map<String, String> map(MultiMap fields) {
        Map<String, String> map = new HashMap<>();
        fields.forEach(map::put);
        return map;
    }

    private void stream(RoutingContext context) {
        handshakes.add(
                new Received(
                        "/media",
                        streamUrl(),
                        Map.of(),
                        context.request().getHeader("X-Twilio-Signature")));
        if (refusesStreams) {
            context.response().setStatusCode(403).end();
            return;
        }
        context.request()
                .toWebSocket()
                .onSuccess(
                        socket ->
                                socket.textMessageHandler(
                                        text -> {
                                            JsonObject message = new JsonObject(text);
                                            messages.add(message);
                                            script.accept(socket, message);
                                        }));
    }

    @Override
    public void close() {
        server.close();
    }
}
