package io.leadflip.notifier;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.leadflip.contracts.event.LeadFact.PhoneVerificationRequested;
import io.leadflip.contracts.value.Channel;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Twilio tells of texts: how they stand, and what people answer.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
@WithTestResource(OutsideWorld.class)
class TwilioSmsWebhookTest {
    @Inject NotifierDesk desk;
    @Inject Outside outside;
    @Inject MeterRegistry metrics;

    @Test
    void shouldBelieveTwilioThatItHasAMessageInDoubt() {
        // Given
        desk.interrupted("NEW_LEAD", Channel.EMAIL, "sendgrid");
        desk.awaitState("UNKNOWN");
        var id =
                desk.rows("select id from notification where lead_id = $1", desk.leadId)
                        .getFirst()
                        .uuid(0);
        var path = "/api/webhooks/twilio-sms/" + id;
        // When
        TwilioSms.post(path, "MessageSid=SM1&MessageStatus=delivered").then().statusCode(204);
        TwilioSms.post(path, "MessageSid=SM1&MessageStatus=sent").then().statusCode(204);
        // Then
        var row =
                desk.rows(
                                "select state, provider_message_id, delivery from notification where id = $1",
                                id)
                        .getFirst();
        assertThat(List.of(row.text(0), row.text(1), row.text(2)))
                .containsExactly("SENT", "SM1", "delivered");
    }

    @Test
    void shouldRefuseWhatTwilioDidNotSign() {
        // When
        var answer =
                given().contentType("application/x-www-form-urlencoded")
                        .header("X-Twilio-Signature", "AAAA")
                        .body("MessageSid=SM1&MessageStatus=sent")
                        .post("/api/webhooks/twilio-sms/" + Identifiers.next());
        // Then
        answer.then().statusCode(403).contentType("application/problem+json");
        given().get("/q/metrics")
                .then()
                .body(containsString("leadflip_webhooks_refused_total{provider=\"twilio\""));
    }

    @Test
    void shouldAnswerBadWebhooksWithAProblem() {
        // When
        var unknown =
                TwilioSms.post(
                        "/api/webhooks/twilio-sms/" + Identifiers.next(),
                        "MessageSid=SM1&MessageStatus=sent");
        var odd =
                TwilioSms.post(
                        "/api/webhooks/twilio-sms/" + Identifiers.next(), "MessageStatus=dancing");
        // Then
        unknown.then().statusCode(404).contentType("application/problem+json");
        odd.then().statusCode(400).contentType("application/problem+json");
        TwilioSms.post("/api/webhooks/twilio-sms/no-id", "MessageStatus=sent")
                .then()
                .statusCode(404);
        given().contentType("application/json")
                .body("{}")
                .post("/api/webhooks/twilio-sms")
                .then()
                .statusCode(415);
    }

    @Test
    void shouldPassOnTheWishToStopAndConfirmWhatTwilioDoesNot() {
        // Given
        var phone = Outside.phoneOf(desk.leadId);
        // When
        var words =
                TwilioSms.post(
                        "/api/webhooks/twilio-sms",
                        "From="
                                + TwilioSms.encoded(phone)
                                + "&Body="
                                + TwilioSms.encoded("Opt out!"));
        var stop =
                TwilioSms.post(
                        "/api/webhooks/twilio-sms",
                        "From=" + TwilioSms.encoded(phone) + "&Body=STOP&OptOutType=STOP");
        var thanks =
                TwilioSms.post(
                        "/api/webhooks/twilio-sms",
                        "From=" + TwilioSms.encoded(phone) + "&Body=Thanks");
        // Then
        assertThat(words.then().statusCode(200).extract().asString()).contains("<Message>");
        assertThat(stop.then().statusCode(200).extract().asString()).doesNotContain("<Message>");
        assertThat(thanks.then().statusCode(200).extract().asString()).doesNotContain("<Message>");
        await().atMost(15, SECONDS)
                .until(
                        () ->
                                outside.suppressions().stream()
                                                .filter(
                                                        each ->
                                                                each.getString("phone")
                                                                        .equals(phone))
                                                .count()
                                        == 2);
        await().atMost(15, SECONDS)
                .until(
                        () ->
                                desk.rows("select 1 from stop_wish where phone = $1", phone)
                                        .isEmpty());
    }

    @Test
    void shouldPassOnWhenTheyAskedToStopMeasureItAndSendNothingThatWaited() {
        // Given: a text that waits for lead-intake
        var phone = Outside.phoneOf(desk.leadId);
        var before = delay().count();
        outside.permit(desk.leadId, new JsonObject().put("status", 503));
        outside.permit(
                desk.leadId, new JsonObject().put("refusals", new JsonArray().add("suppressed")));
        desk.tell(
                new PhoneVerificationRequested(desk.leadId, Identifiers.next(), NotifierDesk.NOW));
        // When
        TwilioSms.post(
                        "/api/webhooks/twilio-sms",
                        "From=" + TwilioSms.encoded(phone) + "&Body=STOP&OptOutType=STOP")
                .then()
                .statusCode(200);
        // Then
        desk.awaitState("FAILED");
        assertThat(outside.texts(desk.leadId)).isEmpty();
        await().atMost(15, SECONDS)
                .untilAsserted(
                        () ->
                                assertThat(outside.suppressions())
                                        .filteredOn(each -> each.getString("phone").equals(phone))
                                        .singleElement()
                                        .satisfies(
                                                each ->
                                                        assertThat(each.getInstant("heardAt"))
                                                                .isBeforeOrEqualTo(Instant.now())));
        await().atMost(15, SECONDS).until(() -> delay().count() > before);
    }

    private Timer delay() {
        return metrics.timer("leadflip.notifier.suppressions.delay");
    }
}
