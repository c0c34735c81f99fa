package io.leadflip.notifier;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.leadflip.contracts.event.BusinessFact.BusinessRegistered;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.Fact;
import io.leadflip.contracts.event.LeadFact.LeadNeedsInfo;
import io.leadflip.contracts.event.LeadFact.LeadRejected;
import io.leadflip.contracts.event.LeadFact.LeadSubmitted;
import io.leadflip.contracts.event.LeadFact.MissingInfo;
import io.leadflip.contracts.event.LeadFact.PhoneVerificationRequested;
import io.leadflip.contracts.event.LeadFact.RejectionReason;
import io.leadflip.contracts.event.MatchFact.MatchAccepted;
import io.leadflip.contracts.event.MatchFact.MatchOffered;
import io.leadflip.contracts.event.NotificationFact;
import io.leadflip.contracts.event.NotificationFact.NotificationFailed;
import io.leadflip.contracts.event.NotificationFact.NotificationSent;
import io.leadflip.contracts.event.NotificationFact.NotificationUnknown;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.BusinessProfile;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.Interest;
import io.leadflip.contracts.value.MatchScore;
import io.leadflip.contracts.value.NotificationKind;
import io.leadflip.contracts.value.Party;
import io.leadflip.contracts.value.PriceTier;
import io.leadflip.contracts.value.ServiceArea;
import io.leadflip.contracts.value.ServiceCategory;
import io.leadflip.contracts.value.Urgency;
import io.leadflip.notifier.notification.Notifications;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.leadflip.platform.work.WorkQueue;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
@WithTestResource(OutsideWorld.class)
class NotifierTest {
    private static final Instant NOW = Instant.parse("2026-11-20T17:00:00Z");
    private static final String ACCOUNT = "AC00000000000000000000000000000001";
    private static final String TOKEN = "sandbox-twilio-token";

    @Inject TestEvents events;
    @Inject Outside outside;
    @Inject Sql sql;
    @Inject Transactions transactions;
    @Inject WorkQueue work;
    @Inject Notifications notifications;

    private final UUID leadId = Identifiers.next();
    private final UUID matchId = Identifiers.next();
    private final UUID businessId = Identifiers.next();

    @Test
    void shouldTellABusinessOfItsOfferOnceHoweverOftenItIsTold() {
        // When
        tell(offered());
        tell(offered());
        // Then
        awaitState("SENT");
        assertThat(outside.mails("sendgrid", leadId)).hasSize(1);
        assertThat(outside.mails("mailgun", leadId)).isEmpty();
        assertThat(sent()).singleElement().satisfies(this::isNewLeadBySendGrid);
    }

    private void isNewLeadBySendGrid(NotificationSent fact) {
        var mail = outside.mails("sendgrid", leadId).getFirst();
        assertThat(fact.matchId()).isEqualTo(matchId);
        assertThat(fact.recipient()).isEqualTo(Party.BUSINESS);
        assertThat(fact.kind()).isEqualTo(NotificationKind.NEW_LEAD);
        assertThat(fact.provider()).isEqualTo("sendgrid");
        assertThat(mail.getJsonObject("custom_args").getString("notification_id"))
                .isEqualTo(fact.notificationId().toString());
        assertThat(mail.getJsonObject("headers").getString("List-Unsubscribe"))
                .isEqualTo("<http://127.0.0.1:9/u/token-of-" + leadId + ">");
        assertThat(mail.getJsonObject("headers").getString("List-Unsubscribe-Post"))
                .isEqualTo("List-Unsubscribe=One-Click");
        assertThat(mail.getString("subject")).isEqualTo("Plumbing lead in Carmel");
    }

    @Test
    void shouldTellABusinessByTheChannelItPrefers() {
        // Given
        tell(new BusinessRegistered(profile(Channel.SMS, Channel.EMAIL)));
        // When
        tell(offered());
        // Then
        awaitState("SENT");
        assertThat(outside.texts(leadId)).hasSize(1);
        assertThat(outside.texts(leadId).getFirst().getString("body"))
                .startsWith("LeadFlip: plumbing lead in Carmel")
                .hasSizeLessThanOrEqualTo(160);
        assertThat(outside.mails("sendgrid", leadId)).isEmpty();
    }

    @Test
    void shouldTellAConsumerWhatHappens() {
        // When
        tell(new LeadSubmitted(leadId, NOW));
        tell(new LeadNeedsInfo(leadId, MissingInfo.PLACE, NOW));
        tell(new MatchAccepted(leadId, matchId, businessId, NOW));
        // Then
        await().atMost(15, SECONDS).until(() -> sent().size() == 3);
        assertThat(sent())
                .extracting(NotificationSent::kind)
                .containsExactlyInAnyOrder(
                        NotificationKind.LEAD_RECEIVED,
                        NotificationKind.LEAD_NEEDS_INFO,
                        NotificationKind.MATCH_ACCEPTED);
        assertThat(sent()).extracting(NotificationSent::recipient).containsOnly(Party.CONSUMER);
    }

    @Test
    void shouldSayNothingAboutSpam() {
        // When
        tell(new LeadRejected(leadId, RejectionReason.SPAM, 0.5, NOW));
        // Then
        assertThat(rows("select 1 from notification where lead_id = $1", leadId)).isEmpty();
    }

    @Test
    void shouldTellBothSidesOfAConcludedCall() {
        // When
        tell(
                new CallConcluded(
                        leadId,
                        matchId,
                        businessId,
                        Identifiers.next(),
                        CallOutcome.GOAL_ACHIEVED,
                        Interest.HIGH,
                        null,
                        null,
                        BigDecimal.ONE,
                        1,
                        true,
                        NOW));
        // Then
        await().atMost(15, SECONDS).until(() -> sent().size() == 2);
        assertThat(sent())
                .extracting(NotificationSent::kind)
                .containsExactlyInAnyOrder(
                        NotificationKind.CALL_RESULT, NotificationKind.CALL_OUTCOME);
    }

    @Test
    void shouldSendTheCodeBySms() {
        // When
        tell(new PhoneVerificationRequested(leadId, Identifiers.next(), NOW));
        // Then
        awaitState("SENT");
        assertThat(outside.texts(leadId))
                .singleElement()
                .satisfies(text -> assertThat(text.getString("body")).contains("123456"));
    }

    @Test
    void shouldSendNothingWithoutAPermit() {
        // Given
        outside.permit(leadId, new JsonObject().put("refusals", new JsonArray().add("suppressed")));
        // When
        tell(offered());
        // Then
        awaitState("FAILED");
        assertThat(outside.mails("sendgrid", leadId)).isEmpty();
        assertThat(told(NotificationFailed.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.reason()).isEqualTo("suppressed"));
    }

    @Test
    void shouldWaitWhenLeadIntakeDoesNotAnswer() {
        // Given
        outside.permit(leadId, new JsonObject().put("status", 503));
        outside.permit(leadId, new JsonObject().put("status", 404));
        // When
        tell(offered());
        // Then
        awaitState("SENT");
        assertThat(outside.mails("sendgrid", leadId)).hasSize(1);
    }

    @Test
    void shouldFailOverOnADefiniteRefusal() {
        // Given
        outside.mailFault("sendgrid", "refuse");
        // When
        tell(offered());
        // Then
        awaitState("SENT");
        assertThat(outside.mails("sendgrid", leadId)).isEmpty();
        assertThat(outside.mails("mailgun", leadId)).hasSize(1);
        assertThat(sent().getFirst().provider()).isEqualTo("mailgun");
    }

    @Test
    void shouldFailWhenEveryProviderRefuses() {
        // Given
        outside.mailFault("sendgrid", "refuse");
        outside.mailFault("mailgun", "refuse");
        // When
        tell(offered());
        // Then
        awaitState("FAILED");
        assertThat(told(NotificationFailed.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.reason()).isEqualTo("refused-status-403"));
    }

    @Test
    void shouldTryAgainWhenThrottled() {
        // Given
        outside.mailFault("sendgrid", "throttle");
        // When
        tell(offered());
        // Then
        awaitState("SENT");
        assertThat(outside.mails("sendgrid", leadId)).hasSize(1);
    }

    @Test
    void shouldNeverSendAgainWhatTimedOut() {
        // Given
        outside.mailFault("sendgrid", "time-out-after-effect");
        // When
        tell(offered());
        // Then
        awaitState("UNKNOWN");
        awaitWorkDone("send");
        awaitWorkDone("look-up");
        assertThat(outside.mails("sendgrid", leadId)).hasSize(1);
        assertThat(outside.mails("mailgun", leadId)).isEmpty();
        assertThat(told(NotificationUnknown.class)).hasSize(1);
        assertThat(sent()).isEmpty();
        assertThat(state()).isEqualTo("UNKNOWN");
    }

    @Test
    void shouldFindAMailInDoubtAtMailgun() {
        // Given
        outside.mailFault("sendgrid", "refuse");
        outside.mailFault("mailgun", "fail-after-effect");
        // When
        tell(offered());
        // Then
        awaitState("SENT");
        assertThat(told(NotificationUnknown.class)).hasSize(1);
        assertThat(sent()).hasSize(1);
        assertThat(outside.mails("mailgun", leadId)).hasSize(1);
    }

    @Test
    void shouldFindATextInDoubtAtTwilio() {
        // Given
        outside.textFault("timeout-after-effect");
        // When
        tell(new PhoneVerificationRequested(leadId, Identifiers.next(), NOW));
        // Then
        awaitState("SENT");
        assertThat(outside.texts(leadId)).hasSize(1);
        assertThat(told(NotificationUnknown.class)).hasSize(1);
    }

    @Test
    void shouldReportASuppressionThatOnlyTheProviderKnew() {
        // Given
        outside.stopTexts(Outside.phoneOf(leadId));
        // When
        tell(new PhoneVerificationRequested(leadId, Identifiers.next(), NOW));
        // Then
        awaitState("FAILED");
        assertThat(events.told(ContactSuppressed.class))
                .anyMatch(
                        fact ->
                                fact.contactKey().equals("key-of-" + leadId)
                                        && fact.channels().equals(Set.of(Channel.SMS)));
    }

    @Test
    void shouldLeaveAMailUnknownWhenTheProcessDiedAfterItsIntentAtSendGrid() {
        // When
        interrupted("NEW_LEAD", Channel.EMAIL, "sendgrid");
        // Then
        awaitState("UNKNOWN");
        awaitWorkDone("send");
        assertThat(outside.mails("sendgrid", leadId)).isEmpty();
        assertThat(outside.mails("mailgun", leadId)).isEmpty();
    }

    @Test
    void shouldFailWhatNobodySendsAnyMore() {
        // When
        abandoned("PENDING");
        // Then
        awaitState("FAILED");
        assertThat(told(NotificationFailed.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.reason()).isEqualTo("abandoned"));
        assertThat(outside.mails("sendgrid", leadId)).isEmpty();
    }

    @Test
    void shouldLeaveInDoubtWhatWasBeingSentWhenItWasAbandoned() {
        // When
        abandoned("SENDING");
        // Then
        awaitState("UNKNOWN");
        assertThat(told(NotificationUnknown.class)).hasSize(1);
        assertThat(outside.mails("sendgrid", leadId)).isEmpty();
    }

    /// What is left behind by processes that all died over the same message.
    private void abandoned(String state) {
        var id = Identifiers.next();
        transactions
                .run(
                        () ->
                                sql.update(
                                                "insert into notification (id, lead_id, match_id, subject_id, recipient, kind, channel, state, provider, fence, created_at, sending_at) values ($1, $2, $3, $3, 'BUSINESS', 'NEW_LEAD', 'EMAIL', $4, 'sendgrid', 0, now(), now())",
                                                id,
                                                leadId,
                                                matchId,
                                                state)
                                        .chain(
                                                () ->
                                                        work.schedule(
                                                                "send",
                                                                id.toString(),
                                                                new JsonObject(),
                                                                Instant.now()))
                                        .chain(
                                                () ->
                                                        sql.update(
                                                                "update work set claims = 100 where kind = 'send' and key = $1",
                                                                id.toString())))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    @Test
    void shouldFindAtMailgunWhatWasSentBeforeTheProcessDied() {
        // Given
        var id = Identifiers.next();
        var credentials =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        "api:sandbox-mailgun-key".getBytes(StandardCharsets.UTF_8));
        outside.form(
                "/v3/mg.leadflip.test/messages",
                credentials,
                "from=hello%40leadflip.test&to="
                        + leadId
                        + "%40example.com&subject=x&text=x&v%3Anotification_id="
                        + id);
        // When
        interrupted(id, "NEW_LEAD", Channel.EMAIL, "mailgun");
        // Then
        awaitState("SENT");
        assertThat(outside.mails("mailgun", leadId)).hasSize(1);
        assertThat(outside.mails("sendgrid", leadId)).isEmpty();
    }

    @Test
    void shouldFindAtTwilioWhatWasSentBeforeTheProcessDied() {
        // Given
        var credentials =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (ACCOUNT + ":" + TOKEN).getBytes(StandardCharsets.UTF_8));
        var body =
                "LeadFlip: your code is 123456. It is good for 10 minutes. We never ask you for it by phone.";
        outside.form(
                "/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json",
                credentials,
                "To="
                        + encoded(Outside.phoneOf(leadId))
                        + "&From=%2B13175550100&Body="
                        + encoded(body));
        // When
        interrupted("PHONE_CODE", Channel.SMS, "twilio");
        // Then
        awaitState("SENT");
        assertThat(outside.texts(leadId)).hasSize(1);
    }

    @Test
    void shouldUnsubscribeByButtonAndNotByLooking() {
        // Given
        tell(offered());
        awaitState("SENT");
        var page = "/u/token-of-" + leadId;
        // When
        given().get(page).then().statusCode(200).contentType("text/html");
        assertThat(suppressed()).isEmpty();
        given().contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post(page)
                .then()
                .statusCode(200);
        given().post(page).then().statusCode(200);
        // Then
        assertThat(suppressed())
                .singleElement()
                .satisfies(fact -> assertThat(fact.reason()).isEqualTo("unsubscribe"));
        given().post("/u/not-one-of-ours")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void shouldBelieveTwilioThatItHasAMessageInDoubt() {
        // Given
        interrupted("NEW_LEAD", Channel.EMAIL, "sendgrid");
        awaitState("UNKNOWN");
        var id = rows("select id from notification where lead_id = $1", leadId).getFirst().uuid(0);
        var path = "/api/webhooks/twilio-sms/" + id;
        // When
        webhook(path, "MessageSid=SM1&MessageStatus=delivered").then().statusCode(204);
        webhook(path, "MessageSid=SM1&MessageStatus=sent").then().statusCode(204);
        // Then
        var row =
                rows(
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
                webhook(
                        "/api/webhooks/twilio-sms/" + Identifiers.next(),
                        "MessageSid=SM1&MessageStatus=sent");
        var odd =
                webhook("/api/webhooks/twilio-sms/" + Identifiers.next(), "MessageStatus=dancing");
        // Then
        unknown.then().statusCode(404).contentType("application/problem+json");
        odd.then().statusCode(400).contentType("application/problem+json");
        webhook("/api/webhooks/twilio-sms/no-id", "MessageStatus=sent").then().statusCode(404);
        given().contentType("application/json")
                .body("{}")
                .post("/api/webhooks/twilio-sms")
                .then()
                .statusCode(415);
    }

    @Test
    void shouldPassOnTheWishToStopAndConfirmWhatTwilioDoesNot() {
        // Given
        var phone = Outside.phoneOf(leadId);
        // When
        var words =
                webhook(
                        "/api/webhooks/twilio-sms",
                        "From=" + encoded(phone) + "&Body=" + encoded("Opt out!"));
        var stop =
                webhook(
                        "/api/webhooks/twilio-sms",
                        "From=" + encoded(phone) + "&Body=STOP&OptOutType=STOP");
        var thanks = webhook("/api/webhooks/twilio-sms", "From=" + encoded(phone) + "&Body=Thanks");
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
                .until(() -> rows("select 1 from stop_wish where phone = $1", phone).isEmpty());
    }

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
        interrupted(id, "NEW_LEAD", Channel.EMAIL, "mailgun");
        awaitState("UNKNOWN");
        // When
        given().contentType("application/json")
                .body(mailgunEvent(id, "failed", Instant.now()))
                .post("/api/webhooks/mailgun")
                .then()
                .statusCode(204);
        // Then
        assertThat(state()).isEqualTo("FAILED");
        assertThat(told(NotificationFailed.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.reason()).isEqualTo("mailgun-failed"));
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

    private static String mailgunEvent(UUID id, String word, Instant at) {
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

    @Test
    void shouldNotTakeBackWhatSomebodyElseIsSending() {
        // Given: a newer claimer has the message out with its provider
        var id = Identifiers.next();
        transactions
                .run(
                        () ->
                                sql.update(
                                        """
                                        insert into notification (id, lead_id, match_id, subject_id, recipient, kind, channel, state, provider, fence, created_at, sending_at)
                                        values ($1, $2, $3, $3, 'BUSINESS', 'NEW_LEAD', 'EMAIL', 'SENDING', 'sendgrid', 7, now(), now())
                                        """,
                                        id,
                                        leadId,
                                        matchId))
                .await()
                .atMost(Duration.ofSeconds(5));
        // When
        var ours =
                transactions
                        .run(
                                () ->
                                        notifications
                                                .find(id)
                                                .map(found -> found.orElseThrow())
                                                .call(
                                                        found ->
                                                                notifications.failed(
                                                                        found, 6, "suppressed"))
                                                .call(
                                                        found ->
                                                                notifications.stepBack(
                                                                        found, 6, "x"))
                                                .chain(
                                                        found ->
                                                                notifications.intend(
                                                                        found, 6, "mailgun", "k")))
                        .await()
                        .atMost(Duration.ofSeconds(5));
        // Then
        assertThat(ours).isFalse();
        assertThat(state()).isEqualTo("SENDING");
        assertThat(told(NotificationFailed.class)).isEmpty();
    }

    @Test
    void shouldNotTakeAnEarlierTextWithTheSameWordsForTheOneInDoubt() {
        // Given
        tell(new PhoneVerificationRequested(leadId, Identifiers.next(), NOW));
        awaitState("SENT");
        // When: the process died an hour later, before a second text with the same words went out
        var id = Identifiers.next();
        interrupted(id, "PHONE_CODE", Channel.SMS, "twilio", Instant.now().plusSeconds(3600));
        // Then
        await().atMost(15, SECONDS)
                .until(
                        () ->
                                rows(
                                                        "select 1 from notification where id = $1 and state = 'UNKNOWN'",
                                                        id)
                                                .size()
                                        == 1);
        assertThat(outside.texts(leadId)).hasSize(1);
    }

    @Test
    void shouldUnsubscribeAgainWhoeverMayBeWrittenToAgain() {
        // Given
        tell(offered());
        awaitState("SENT");
        given().post("/u/token-of-" + leadId).then().statusCode(200);
        tell(new LeadSubmitted(leadId, NOW));
        await().atMost(15, SECONDS).until(() -> sent().size() == 2);
        // When
        given().post("/u/token-of-" + leadId).then().statusCode(200);
        // Then
        assertThat(suppressed()).hasSize(2);
    }

    private Response webhook(String path, String form) {
        return given().contentType("application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", signature("http://127.0.0.1:9" + path, form))
                .body(form)
                .post(path);
    }

    private static String signature(String url, String form) {
        var signed = new StringBuilder(url);
        List.of(form.split("&")).stream()
                .sorted()
                .map(
                        field ->
                                URLDecoder.decode(
                                        field.replaceFirst("=", ""), StandardCharsets.UTF_8))
                .forEach(signed::append);
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(
                            mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private MatchOffered offered() {
        return new MatchOffered(
                leadId,
                matchId,
                businessId,
                ServiceCategory.PLUMBING,
                Urgency.MEDIUM,
                new MatchScore(30, 20, 8, 8, 5, 3, 0),
                List.of("1.0 miles away"),
                1609,
                1,
                Duration.ofHours(4),
                NOW);
    }

    private BusinessProfile profile(Channel... channels) {
        return new BusinessProfile(
                businessId,
                Set.of(ServiceCategory.PLUMBING),
                new ServiceArea(39.9, -86.1, 10, List.of()),
                PriceTier.STANDARD,
                null,
                false,
                true,
                true,
                true,
                Set.of(),
                "America/Indiana/Indianapolis",
                null,
                null,
                null,
                List.of(channels),
                null,
                true,
                null,
                NOW);
    }

    private void interrupted(String kind, Channel channel, String provider) {
        interrupted(Identifiers.next(), kind, channel, provider);
    }

    private void interrupted(UUID id, String kind, Channel channel, String provider) {
        interrupted(id, kind, channel, provider, Instant.now());
    }

    /// What a process leaves behind that died between its intent and the provider's answer.
    private void interrupted(
            UUID id, String kind, Channel channel, String provider, Instant sendingAt) {
        var insert =
                """
                insert into notification (id, lead_id, match_id, subject_id, recipient, kind, channel, state, provider, fence, created_at, sending_at)
                values ($1, $2, $3, $3, 'BUSINESS', $4, $5, 'SENDING', $6, 1, now(), $7)
                """;
        transactions
                .run(
                        () ->
                                sql.update(
                                                insert, id, leadId, matchId, kind, channel,
                                                provider, sendingAt)
                                        .chain(
                                                () ->
                                                        work.schedule(
                                                                "send",
                                                                id.toString(),
                                                                new JsonObject(),
                                                                Instant.now())))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private void tell(Fact fact) {
        Event event = events.tell(Source.LEAD_INTAKE, fact);
        await().atMost(15, SECONDS)
                .until(
                        () ->
                                rows("select 1 from inbox where event_id = $1", event.id()).size()
                                        == 1);
    }

    private String state() {
        return rows("select state from notification where lead_id = $1", leadId).stream()
                .map(row -> row.text(0))
                .findFirst()
                .orElse(null);
    }

    private void awaitState(String state) {
        await().atMost(15, SECONDS).until(() -> state.equals(state()));
    }

    private void awaitWorkDone(String kind) {
        await().atMost(15, SECONDS)
                .until(
                        () ->
                                rows(
                                                        "select 1 from work w join notification n on w.key = n.id::text where n.lead_id = $1 and w.kind = $2 and w.state = 'DONE'",
                                                        leadId,
                                                        kind)
                                                .size()
                                        == 1);
    }

    private List<NotificationSent> sent() {
        return told(NotificationSent.class);
    }

    private <F extends NotificationFact> List<F> told(Class<F> type) {
        return events.told(type).stream().filter(fact -> fact.leadId().equals(leadId)).toList();
    }

    private List<ContactSuppressed> suppressed() {
        return events.told(ContactSuppressed.class).stream()
                .filter(fact -> fact.contactKey().equals("key-of-" + leadId))
                .toList();
    }

    private List<Row> rows(String query, Object... arguments) {
        return transactions
                .run(() -> sql.select(query, arguments))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
