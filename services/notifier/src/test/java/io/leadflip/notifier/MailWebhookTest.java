package io.leadflip.notifier;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.leadflip.contracts.event.NotificationFact.NotificationFailed;
import io.leadflip.contracts.value.Channel;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// What the mail providers tell of mails.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
@WithTestResource(OutsideWorld.class)
class MailWebhookTest {
    @Inject NotifierDesk desk;

    @Test
    void shouldRefuseMailEventsThatAreNotSigned() {
        for (var provider : List.of("sendgrid", "mailgun")) {
            // When
            var answer =
                    given().contentType("application/json")
                            .body("[{\"event\":\"delivered\"}]")
                            .post("/api/webhooks/" + provider);
            // Then
            answer.then().statusCode(403).contentType("application/problem+json");
            given().get("/q/metrics")
                    .then()
                    .body(
                            containsString(
                                    "leadflip_webhooks_refused_total{provider=\""
                                            + provider
                                            + "\""));
        }
    }

    @Test
    void shouldBelieveMailgunWhatBecameOfAMailInDoubt() {
        // Given
        var id = Identifiers.next();
        desk.interrupted(id, "NEW_LEAD", Channel.EMAIL, "mailgun");
        desk.awaitState("UNKNOWN");
        // When
        given().contentType("application/json")
                .body(mailgunEvent(id, "failed", Instant.now()))
                .post("/api/webhooks/mailgun")
                .then()
                .statusCode(204);
        // Then
        assertThat(desk.state()).isEqualTo("FAILED");
        assertThat(desk.told(NotificationFailed.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.reason()).isEqualTo("mailgun-failed"));
    }

    /// Nearly every bounce comes after the provider took the mail.
    @Test
    void shouldTakeBackWhatWasToldOfAMailThatBounced() {
        // Given
        desk.tell(desk.offered());
        desk.awaitState("SENT");
        var id = desk.notificationId();
        // When: by whoever does not have it, and by who has; twice
        report(mailgunEvent(id, "failed", Instant.now()));
        assertThat(desk.state()).isEqualTo("SENT");
        desk.sentBy("mailgun");
        report(mailgunEvent(id, "failed", "bounce"));
        report(mailgunEvent(id, "failed", "bounce"));
        // Then
        assertThat(desk.state()).isEqualTo("FAILED");
        assertThat(desk.told(NotificationFailed.class)).hasSize(1);
    }

    @Test
    void shouldSuppressWhoComplains() {
        // Given
        desk.tell(desk.offered());
        desk.awaitState("SENT");
        var id = desk.notificationId();
        // When
        report(mailgunEvent(id, "complained", Instant.now()));
        report(mailgunEvent(id, "complained", Instant.now()));
        // Then
        assertThat(desk.suppressed())
                .singleElement()
                .satisfies(
                        fact -> {
                            assertThat(fact.reason()).isEqualTo("complaint");
                            assertThat(fact.channels()).containsExactly(Channel.EMAIL);
                        });
        assertThat(desk.state()).isEqualTo("SENT");
    }

    private static void report(String event) {
        given().contentType("application/json")
                .body(event)
                .post("/api/webhooks/mailgun")
                .then()
                .statusCode(204);
    }

    @Test
    void shouldRefuseAnOldMailEvent() {
        // When
        var event =
                mailgunEvent(
                        Identifiers.next(), "delivered", Instant.now().minusSeconds(24 * 3600));
        // Then
        given().contentType("application/json")
                .body(event)
                .post("/api/webhooks/mailgun")
                .then()
                .statusCode(403);
    }

    private static String mailgunEvent(UUID id, String word, String reason) {
        return mailgunEvent(id, word, reason, Instant.now());
    }

    private static String mailgunEvent(UUID id, String word, Instant at) {
        return mailgunEvent(id, word, "generic", at);
    }

    private static String mailgunEvent(UUID id, String word, String reason, Instant at) {
        var timestamp = String.valueOf(at.getEpochSecond());
        var signature =
                new JsonObject()
                        .put("timestamp", timestamp)
                        .put("token", "once")
                        .put("signature", hmac("test-signing-key", timestamp + "once"));
        var event =
                new JsonObject()
                        .put("event", word)
                        .put("severity", "permanent")
                        .put("reason", reason)
                        .put(
                                "user-variables",
                                new JsonObject().put("notification_id", id.toString()));
        return new JsonObject().put("signature", signature).put("event-data", event).encode();
    }

    private static String hmac(String key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
