package io.leadflip.notifier;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.BusinessFact.BusinessRegistered;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.LeadFact.LeadNeedsInfo;
import io.leadflip.contracts.event.LeadFact.LeadRejected;
import io.leadflip.contracts.event.LeadFact.LeadSubmitted;
import io.leadflip.contracts.event.LeadFact.MissingInfo;
import io.leadflip.contracts.event.LeadFact.PhoneVerificationRequested;
import io.leadflip.contracts.event.LeadFact.RejectionReason;
import io.leadflip.contracts.event.MatchFact.MatchAccepted;
import io.leadflip.contracts.event.NotificationFact.NotificationFailed;
import io.leadflip.contracts.event.NotificationFact.NotificationSent;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.Interest;
import io.leadflip.contracts.value.NotificationKind;
import io.leadflip.contracts.value.Party;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/// Who is told what, by which channel, once, and with a permit only.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
@WithTestResource(OutsideWorld.class)
class NotifyTest {
    @Inject NotifierDesk desk;
    @Inject Outside outside;
    @Inject TestEvents events;

    @Test
    void shouldTellABusinessOfItsOfferOnceHoweverOftenItIsTold() {
        // When
        desk.tell(desk.offered());
        desk.tell(desk.offered());
        // Then
        desk.awaitState("SENT");
        assertThat(outside.mails("sendgrid", desk.leadId)).hasSize(1);
        assertThat(outside.mails("mailgun", desk.leadId)).isEmpty();
        assertThat(desk.sent()).singleElement().satisfies(this::isNewLeadBySendGrid);
    }

    private void isNewLeadBySendGrid(NotificationSent fact) {
        var mail = outside.mails("sendgrid", desk.leadId).getFirst();
        assertThat(fact.matchId()).isEqualTo(desk.matchId);
        assertThat(fact.recipient()).isEqualTo(Party.BUSINESS);
        assertThat(fact.kind()).isEqualTo(NotificationKind.NEW_LEAD);
        assertThat(fact.provider()).isEqualTo("sendgrid");
        assertThat(mail.getJsonObject("custom_args").getString("notification_id"))
                .isEqualTo(fact.notificationId().toString());
        assertThat(mail.getJsonObject("headers").getString("List-Unsubscribe"))
                .isEqualTo("<http://127.0.0.1:9/u/token-of-" + desk.leadId + ">");
        assertThat(mail.getJsonObject("headers").getString("List-Unsubscribe-Post"))
                .isEqualTo("List-Unsubscribe=One-Click");
        assertThat(mail.getString("subject")).isEqualTo("Plumbing lead in Carmel");
    }

    @Test
    void shouldTellABusinessByTheChannelItPrefers() {
        // Given
        desk.tell(new BusinessRegistered(desk.profile(Channel.SMS, Channel.EMAIL)));
        // When
        desk.tell(desk.offered());
        // Then
        desk.awaitState("SENT");
        assertThat(outside.texts(desk.leadId)).hasSize(1);
        assertThat(outside.texts(desk.leadId).getFirst().getString("body"))
                .startsWith("LeadFlip: plumbing lead in Carmel")
                .hasSizeLessThanOrEqualTo(160);
        assertThat(outside.mails("sendgrid", desk.leadId)).isEmpty();
    }

    @Test
    void shouldTellAConsumerWhatHappens() {
        // When
        desk.tell(new LeadSubmitted(desk.leadId, NotifierDesk.NOW));
        desk.tell(new LeadNeedsInfo(desk.leadId, MissingInfo.PLACE, NotifierDesk.NOW));
        desk.tell(new MatchAccepted(desk.leadId, desk.matchId, desk.businessId, NotifierDesk.NOW));
        // Then
        await().atMost(15, SECONDS).until(() -> desk.sent().size() == 3);
        assertThat(desk.sent())
                .extracting(NotificationSent::kind)
                .containsExactlyInAnyOrder(
                        NotificationKind.LEAD_RECEIVED,
                        NotificationKind.LEAD_NEEDS_INFO,
                        NotificationKind.MATCH_ACCEPTED);
        assertThat(desk.sent())
                .extracting(NotificationSent::recipient)
                .containsOnly(Party.CONSUMER);
    }

    @Test
    void shouldSayNothingAboutSpam() {
        // When
        desk.tell(new LeadRejected(desk.leadId, RejectionReason.SPAM, 0.5, NotifierDesk.NOW));
        // Then
        assertThat(desk.rows("select 1 from notification where lead_id = $1", desk.leadId))
                .isEmpty();
    }

    @Test
    void shouldTellBothSidesOfAConcludedCall() {
        // When
        desk.tell(
                new CallConcluded(
                        desk.leadId,
                        desk.matchId,
                        desk.businessId,
                        Identifiers.next(),
                        CallOutcome.GOAL_ACHIEVED,
                        Interest.HIGH,
                        null,
                        null,
                        BigDecimal.ONE,
                        1,
                        true,
                        NotifierDesk.NOW));
        // Then
        await().atMost(15, SECONDS).until(() -> desk.sent().size() == 2);
        assertThat(desk.sent())
                .extracting(NotificationSent::kind)
                .containsExactlyInAnyOrder(
                        NotificationKind.CALL_RESULT, NotificationKind.CALL_OUTCOME);
    }

    @Test
    void shouldSendTheCodeBySms() {
        // When
        desk.tell(
                new PhoneVerificationRequested(desk.leadId, Identifiers.next(), NotifierDesk.NOW));
        // Then
        desk.awaitState("SENT");
        assertThat(outside.texts(desk.leadId))
                .singleElement()
                .satisfies(text -> assertThat(text.getString("body")).contains("123456"));
    }

    @Test
    void shouldSendNothingWithoutAPermit() {
        // Given
        outside.permit(
                desk.leadId, new JsonObject().put("refusals", new JsonArray().add("suppressed")));
        // When
        desk.tell(desk.offered());
        // Then
        desk.awaitState("FAILED");
        assertThat(outside.mails("sendgrid", desk.leadId)).isEmpty();
        assertThat(desk.told(NotificationFailed.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.reason()).isEqualTo("suppressed"));
    }

    @Test
    void shouldWaitUntilTheQuietHoursOfItsRecipientAreOver() {
        // Given
        var morning = Instant.now().plus(Duration.ofHours(9));
        outside.permit(
                desk.leadId,
                new JsonObject()
                        .put("refusals", new JsonArray())
                        .put("quietUntil", morning.toString()));
        // When
        desk.tell(desk.offered());
        // Then
        await().atMost(15, SECONDS).until(() -> desk.postponed("quiet-hours").isPresent());
        assertThat(desk.postponed("quiet-hours").orElseThrow())
                .isCloseTo(morning, within(1, ChronoUnit.MINUTES));
        assertThat(desk.state()).isEqualTo("PENDING");
        assertThat(outside.mails("sendgrid", desk.leadId)).isEmpty();
    }

    @Test
    void shouldAskEveryQuestionAndEachOnce() {
        // Given
        var asks = new LeadNeedsInfo(desk.leadId, MissingInfo.PLACE, NotifierDesk.NOW);
        var first = events.tell(Source.LEAD_INTAKE, asks);
        // When: the first comes twice, and the answer was not enough
        events.deliver(first);
        desk.tell(asks);
        // Then
        await().atMost(15, SECONDS).until(() -> outside.mails("sendgrid", desk.leadId).size() == 2);
        await().atMost(15, SECONDS).until(() -> desk.sent().size() == 2);
    }

    @Test
    void shouldWaitWhenLeadIntakeDoesNotAnswer() {
        // Given
        outside.permit(desk.leadId, new JsonObject().put("status", 503));
        outside.permit(desk.leadId, new JsonObject().put("status", 404));
        // When
        desk.tell(desk.offered());
        // Then
        desk.awaitState("SENT");
        assertThat(outside.mails("sendgrid", desk.leadId)).hasSize(1);
    }
}
