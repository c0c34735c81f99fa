package io.leadflip.sandbox.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leadflip.sandbox.Http;
import io.leadflip.sandbox.Sandbox;
import io.leadflip.sandbox.SandboxSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendGridSandboxTest {
    private final Sandbox sandbox = Sandbox.start(SandboxSettings.defaults());
    private final Http http = new Http(sandbox.origin());

    @AfterEach
    void stop() {
        http.close();
        sandbox.close();
    }

    @Test
    void shouldKeepAnAcceptedMailInTheInbox() {
        // When
        HttpResponse<String> answer = send(mail());
        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("X-Message-Id")).isPresent();
        JsonArray inbox =
                new JsonObject(http.get("/__sandbox/inbox?to=Owner@shop.test").body())
                        .getJsonArray("entries");
        assertThat(inbox).hasSize(1);
        JsonObject received = inbox.getJsonObject(0);
        assertThat(received.getString("subject")).isEqualTo("New lead");
        assertThat(received.getString("text")).isEqualTo("A leak in Carmel");
        assertThat(received.getJsonObject("custom_args").getString("notification_id"))
                .isEqualTo("n-1");
        assertThat(received.getJsonObject("headers").getString("List-Unsubscribe"))
                .isEqualTo("<https://x.test/u/1>");
    }

    @Test
    void shouldRefuseAWrongKey() {
        // When
        HttpResponse<String> answer =
                http.post("/v3/mail/send", mail().encode(), "Authorization", "Bearer wrong");
        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(new JsonObject(answer.body()).getJsonArray("errors")).hasSize(1);
        assertThat(sandbox.ledger().entries("sendgrid.mail")).isEmpty();
    }

    @Test
    void shouldNameTheFieldOfABadBody() {
        // Given
        JsonObject noRecipient = mail();
        noRecipient.getJsonArray("personalizations").getJsonObject(0).remove("to");
        JsonObject noContent = mail();
        noContent.remove("content");
        JsonObject numberInCustomArgs = mail();
        numberInCustomArgs.put("custom_args", new JsonObject().put("attempt", 1));
        // Then
        assertThat(field(send(noRecipient))).isEqualTo("personalizations.0.to");
        assertThat(field(send(noContent))).isEqualTo("content");
        assertThat(field(send(numberInCustomArgs))).isEqualTo("custom_args");
        assertThat(send("no json").statusCode()).isEqualTo(400);
        assertThat(
                        send("{\"personalizations\":\"x\",\"from\":{\"email\":\"a@b.test\"}}")
                                .statusCode())
                .isEqualTo(400);
        assertThat(sandbox.ledger().entries("sendgrid.mail")).isEmpty();
    }

    @Test
    void shouldSendNothingWhenToldToRefuse() {
        // Given
        plan("refuse");
        // When
        HttpResponse<String> answer = send(mail());
        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(sandbox.ledger().entries("sendgrid.mail")).isEmpty();
        assertThat(send(mail()).statusCode()).isEqualTo(202);
    }

    @Test
    void shouldNoteWhoseMailItRefused() {
        // Given
        plan("reject");
        JsonObject broken = mail();
        broken.remove("subject");
        // When
        send(mail());
        send(broken);
        send("no json");
        // Then
        assertThat(sandbox.ledger().entries("rejected"))
                .extracting(entry -> entry.getString("notification_id"))
                .containsExactly("n-1", "n-1", null);
    }

    @Test
    void shouldSendAllTheSameWhenItFailsAfterTheEffect() {
        // Given
        plan("fail-after-effect");
        // When
        HttpResponse<String> answer = send(mail());
        // Then
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(sandbox.ledger().entries("sendgrid.mail")).hasSize(1);
    }

    @Test
    void shouldStaySilentButSendWhenItTimesOut() {
        // Given
        plan("time-out-after-effect");
        var request =
                http.request("/v3/mail/send", "Authorization", "Bearer sandbox-sendgrid-key")
                        .timeout(Duration.ofMillis(300))
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(mail().encode()));
        // When
        assertThatThrownBy(() -> http.send(request))
                .hasRootCauseInstanceOf(java.net.http.HttpTimeoutException.class);
        // Then
        await().until(() -> sandbox.ledger().entries("sendgrid.mail").size() == 1);
    }

    private void plan(String fault) {
        String order = new JsonObject().put("fault", fault).encode();
        assertThat(http.post("/__sandbox/faults/sendgrid", order).statusCode()).isEqualTo(204);
    }

    private static String field(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        return new JsonObject(answer.body())
                .getJsonArray("errors")
                .getJsonObject(0)
                .getString("field");
    }

    private HttpResponse<String> send(JsonObject mail) {
        return send(mail.encode());
    }

    private HttpResponse<String> send(String body) {
        return http.post(
                "/v3/mail/send",
                body,
                "Authorization",
                "Bearer sandbox-sendgrid-key",
                "Content-Type",
                "application/json");
    }

    private static JsonObject mail() {
        return new JsonObject(
                """
                {
                  "personalizations": [{"to": [{"email": "owner@shop.test"}], "custom_args": {"notification_id": "n-1"}}],
                  "from": {"email": "leads@leadflip.test", "name": "LeadFlip"},
                  "subject": "New lead",
                  "content": [
                    {"type": "text/plain", "value": "A leak in Carmel"},
                    {"type": "text/html", "value": "<p>A leak in Carmel</p>"}
                  ],
                  "headers": {"List-Unsubscribe": "<https://x.test/u/1>"}
                }
                """);
    }
}
