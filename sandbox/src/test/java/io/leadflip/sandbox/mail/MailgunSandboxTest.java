package io.leadflip.sandbox.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.sandbox.Http;
import io.leadflip.sandbox.Sandbox;
import io.leadflip.sandbox.SandboxSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailgunSandboxTest {
    private static final String MESSAGES = "/v3/mg.leadflip.test/messages";
    private static final String FORM =
            "from=LeadFlip+%3Cleads%40leadflip.test%3E&to=owner%40shop.test&subject=New+lead"
                    + "&text=A+leak&h%3AList-Unsubscribe=%3Cx%3E&v%3Anotification_id=n-1";

    private final Sandbox sandbox = Sandbox.start(SandboxSettings.defaults());
    private final Http http = new Http(sandbox.origin());

    @AfterEach
    void stop() {
        http.close();
        sandbox.close();
    }

    @Test
    void shouldAcceptAForm() {
        // When
        HttpResponse<String> answer = send(MESSAGES, FORM);
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()).getString("id"))
                .matches("<.+@mg\\.leadflip\\.test>");
        JsonObject received = sandbox.ledger().entries("mailgun.mail").getFirst();
        assertThat(received.getString("to")).isEqualTo("owner@shop.test");
        assertThat(received.getJsonObject("headers").getString("List-Unsubscribe"))
                .isEqualTo("<x>");
        assertThat(received.getJsonObject("custom_args").getString("notification_id"))
                .isEqualTo("n-1");
    }

    @Test
    void shouldAcceptMultipart() {
        // Given
        String body =
                part("from", "leads@leadflip.test")
                        + part("to", "owner@shop.test")
                        + part("html", "<p>A leak</p>")
                        + "--b--\r\n";
        // When
        HttpResponse<String> answer =
                http.post(
                        MESSAGES,
                        body,
                        "Authorization",
                        basic("sandbox-mailgun-key"),
                        "Content-Type",
                        "multipart/form-data; boundary=b");
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(sandbox.ledger().entries("mailgun.mail").getFirst().getString("html"))
                .isEqualTo("<p>A leak</p>");
    }

    @Test
    void shouldTellAcceptedMessagesByTheirId() {
        // Given
        String id =
                new JsonObject(send(MESSAGES, FORM).body()).getString("id").replaceAll("[<>]", "");
        send(MESSAGES, FORM);
        // When
        HttpResponse<String> answer =
                http.get(
                        "/v3/mg.leadflip.test/events?message-id=" + id,
                        "Authorization",
                        basic("sandbox-mailgun-key"));
        // Then
        JsonArray items = new JsonObject(answer.body()).getJsonArray("items");
        assertThat(items).hasSize(1);
        assertThat(
                        items.getJsonObject(0)
                                .getJsonObject("user-variables")
                                .getString("notification_id"))
                .isEqualTo("n-1");
    }

    @Test
    void shouldRefuseWhatMailgunRefuses() {
        // Then
        assertThat(
                        http.post(
                                        MESSAGES,
                                        FORM,
                                        "Authorization",
                                        basic("wrong"),
                                        "Content-Type",
                                        "application/x-www-form-urlencoded")
                                .statusCode())
                .isEqualTo(401);
        assertThat(send("/v3/other.test/messages", FORM).statusCode()).isEqualTo(404);
        assertThat(send(MESSAGES, FORM.replace("to=owner%40shop.test", "to=nobody")).statusCode())
                .isEqualTo(400);
        assertThat(send(MESSAGES, FORM.replace("text=A+leak", "text=")).statusCode())
                .isEqualTo(400);
        assertThat(sandbox.ledger().entries("mailgun.mail")).isEmpty();
        assertThat(sandbox.ledger().entries("rejected").getLast().getString("notification_id"))
                .isEqualTo("n-1");
    }

    private HttpResponse<String> send(String path, String form) {
        return http.post(
                path,
                form,
                "Authorization",
                basic("sandbox-mailgun-key"),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    private static String part(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=\""
                + name
                + "\"\r\n\r\n"
                + value
                + "\r\n";
    }

    private static String basic(String key) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString(("api:" + key).getBytes(StandardCharsets.UTF_8));
    }
}
