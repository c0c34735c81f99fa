package io.leadflip.sandbox.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.sandbox.Http;
import io.leadflip.sandbox.Sandbox;
import io.leadflip.sandbox.SandboxSettings;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailEventsTest {
    private record Told(MultiMap headers, Buffer body) {}

    private final Sandbox sandbox = Sandbox.start(SandboxSettings.defaults());
    private final Http http = new Http(sandbox.origin());
    private final Vertx vertx = Vertx.vertx();
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final HttpServer listener =
            vertx.createHttpServer()
                    .requestHandler(
                            request ->
                                    request.body()
                                            .onSuccess(
                                                    body -> {
                                                        told.add(
                                                                new Told(
                                                                        MultiMap
                                                                                .caseInsensitiveMultiMap()
                                                                                .addAll(
                                                                                        request
                                                                                                .headers()),
                                                                        body));
                                                        request.response()
                                                                .setStatusCode(
                                                                        refusals.getAndDecrement()
                                                                                        > 0
                                                                                ? 500
                                                                                : 204)
                                                                .end();
                                                    }))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();

    @AfterEach
    void stop() {
        http.close();
        sandbox.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldTellASignedSendGridEventWithTheCustomArguments() throws GeneralSecurityException {
        // Given
        JsonObject keys = listen("sendgrid");
        // When
        sendBySendGrid();
        // Then
        await().until(() -> told.size() == 1);
        JsonObject event = new JsonArray(told.getFirst().body()).getJsonObject(0);
        assertThat(event.getString("event")).isEqualTo("delivered");
        assertThat(event.getString("notification_id")).isEqualTo("n-1");
        assertThat(genuine(told.getFirst(), keys.getString("sendgridPublicKey"))).isTrue();
    }

    private static boolean genuine(Told told, String publicKey) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        byte[] key = Base64.getDecoder().decode(publicKey);
        verifier.initVerify(
                KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key)));
        verifier.update(
                told.headers()
                        .get("X-Twilio-Email-Event-Webhook-Timestamp")
                        .getBytes(StandardCharsets.UTF_8));
        verifier.update(told.body().getBytes());
        return verifier.verify(
                Base64.getDecoder()
                        .decode(told.headers().get("X-Twilio-Email-Event-Webhook-Signature")));
    }

    @Test
    void shouldTellASignedMailgunEvent() throws GeneralSecurityException {
        // Given
        JsonObject keys = listen("mailgun");
        String login =
                Base64.getEncoder()
                        .encodeToString("api:sandbox-mailgun-key".getBytes(StandardCharsets.UTF_8));
        // When
        http.post(
                "/v3/mg.leadflip.test/messages",
                "from=a%40leadflip.test&to=owner%40shop.test&text=hello&v%3Anotification_id=n-1",
                "Authorization",
                "Basic " + login,
                "Content-Type",
                "application/x-www-form-urlencoded");
        // Then
        await().until(() -> told.size() == 1);
        JsonObject message = told.getFirst().body().toJsonObject();
        JsonObject signature = message.getJsonObject("signature");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(
                        keys.getString("mailgunSigningKey").getBytes(StandardCharsets.UTF_8),
                        "HmacSHA256"));
        byte[] signed =
                (signature.getString("timestamp") + signature.getString("token"))
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(signature.getString("signature"))
                .isEqualTo(HexFormat.of().formatHex(mac.doFinal(signed)));
        assertThat(
                        message.getJsonObject("event-data")
                                .getJsonObject("user-variables")
                                .getString("notification_id"))
                .isEqualTo("n-1");
    }

    @Test
    void shouldTellAgainWhenTheListenerFails() {
        // Given
        listen("sendgrid");
        refusals.set(1);
        // When
        sendBySendGrid();
        // Then
        await().until(() -> told.size() == 2);
        assertThat(told.get(1).body()).isEqualTo(told.get(0).body());
    }

    private JsonObject listen(String provider) {
        JsonObject urls =
                new JsonObject()
                        .put(provider, "http://127.0.0.1:" + listener.actualPort() + "/events");
        return new JsonObject(http.post("/__sandbox/webhooks", urls.encode()).body());
    }

    private void sendBySendGrid() {
        String mail =
                """
                {"personalizations": [{"to": [{"email": "owner@shop.test"}]}], "from": {"email": "a@leadflip.test"}, "subject": "News",
                 "content": [{"type": "text/plain", "value": "hello"}], "custom_args": {"notification_id": "n-1"}}
                """;
        assertThat(
                        http.post(
                                        "/v3/mail/send",
                                        mail,
                                        "Authorization",
                                        "Bearer sandbox-sendgrid-key")
                                .statusCode())
                .isEqualTo(202);
    }
}
