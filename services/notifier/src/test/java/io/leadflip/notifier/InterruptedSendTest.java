package io.leadflip.notifier;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.LeadFact.PhoneVerificationRequested;
import io.leadflip.contracts.event.NotificationFact.NotificationFailed;
import io.leadflip.contracts.event.NotificationFact.NotificationUnknown;
import io.leadflip.contracts.value.Channel;
import io.leadflip.notifier.notification.Notifications;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.work.WorkQueue;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/// Whoever was sending died, or lost the message to somebody else: nothing goes out twice, and what
/// the provider has is found there.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
@WithTestResource(OutsideWorld.class)
class InterruptedSendTest {
    @Inject NotifierDesk desk;
    @Inject Outside outside;
    @Inject Sql sql;
    @Inject Transactions transactions;
    @Inject WorkQueue work;
    @Inject Notifications notifications;

    @Test
    void shouldLeaveAMailUnknownWhenTheProcessDiedAfterItsIntentAtSendGrid() {
        // When
        desk.interrupted("NEW_LEAD", Channel.EMAIL, "sendgrid");
        // Then
        desk.awaitState("UNKNOWN");
        desk.awaitWorkDone("send-email");
        assertThat(outside.mails("sendgrid", desk.leadId)).isEmpty();
        assertThat(outside.mails("mailgun", desk.leadId)).isEmpty();
    }

    @Test
    void shouldFailWhatNobodySendsAnyMore() {
        // When
        abandoned("PENDING");
        // Then
        desk.awaitState("FAILED");
        assertThat(desk.told(NotificationFailed.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.reason()).isEqualTo("abandoned"));
        assertThat(outside.mails("sendgrid", desk.leadId)).isEmpty();
    }

    @Test
    void shouldLeaveInDoubtWhatWasBeingSentWhenItWasAbandoned() {
        // When
        abandoned("SENDING");
        // Then
        desk.awaitState("UNKNOWN");
        assertThat(desk.told(NotificationUnknown.class)).hasSize(1);
        assertThat(outside.mails("sendgrid", desk.leadId)).isEmpty();
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
                                                desk.leadId,
                                                desk.matchId,
                                                state)
                                        .chain(
                                                () ->
                                                        work.schedule(
                                                                "send-email",
                                                                id.toString(),
                                                                new JsonObject(),
                                                                Instant.now()))
                                        .chain(
                                                () ->
                                                        sql.update(
                                                                "update work set claims = 100 where kind = 'send-email' and key = $1",
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
                        + desk.leadId
                        + "%40example.com&subject=x&text=x&v%3Anotification_id="
                        + id);
        // When
        desk.interrupted(id, "NEW_LEAD", Channel.EMAIL, "mailgun");
        // Then
        desk.awaitState("SENT");
        assertThat(outside.mails("mailgun", desk.leadId)).hasSize(1);
        assertThat(outside.mails("sendgrid", desk.leadId)).isEmpty();
    }

    @Test
    void shouldFindAtTwilioWhatWasSentBeforeTheProcessDied() {
        // Given
        var credentials =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (TwilioSms.ACCOUNT + ":" + TwilioSms.TOKEN)
                                                .getBytes(StandardCharsets.UTF_8));
        var body =
                "LeadFlip: your code is 123456. It is good for 10 minutes. We never ask you for it by phone.";
        outside.form(
                "/2010-04-01/Accounts/" + TwilioSms.ACCOUNT + "/Messages.json",
                credentials,
                "To="
                        + TwilioSms.encoded(Outside.phoneOf(desk.leadId))
                        + "&From=%2B13175550100&Body="
                        + TwilioSms.encoded(body));
        // When
        desk.interrupted("PHONE_CODE", Channel.SMS, "twilio");
        // Then
        desk.awaitState("SENT");
        assertThat(outside.texts(desk.leadId)).hasSize(1);
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
                                        desk.leadId,
                                        desk.matchId))
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
        assertThat(desk.state()).isEqualTo("SENDING");
        assertThat(desk.told(NotificationFailed.class)).isEmpty();
    }

    @Test
    void shouldNotTakeAnEarlierTextWithTheSameWordsForTheOneInDoubt() {
        // Given
        desk.tell(
                new PhoneVerificationRequested(desk.leadId, Identifiers.next(), NotifierDesk.NOW));
        desk.awaitState("SENT");
        // When: the process died an hour later, before a second text with the same words went out
        var id = Identifiers.next();
        desk.interrupted(id, "PHONE_CODE", Channel.SMS, "twilio", Instant.now().plusSeconds(3600));
        // Then
        await().atMost(15, SECONDS)
                .until(
                        () ->
                                desk.rows(
                                                        "select 1 from notification where id = $1 and state = 'UNKNOWN'",
                                                        id)
                                                .size()
                                        == 1);
        assertThat(outside.texts(desk.leadId)).hasSize(1);
    }
}
