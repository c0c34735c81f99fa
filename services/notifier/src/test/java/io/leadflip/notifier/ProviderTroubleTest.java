package io.leadflip.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.LeadFact.PhoneVerificationRequested;
import io.leadflip.contracts.event.NotificationFact.NotificationFailed;
import io.leadflip.contracts.event.NotificationFact.NotificationUnknown;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/// A provider refuses, has no time or answers nothing: another one is asked, later or never.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
@WithTestResource(OutsideWorld.class)
class ProviderTroubleTest {
    @Inject NotifierDesk desk;
    @Inject Outside outside;
    @Inject TestEvents events;

    @Test
    void shouldFailOverOnADefiniteRefusal() {
        // Given
        outside.mailFault("sendgrid", "refuse");
        // When
        desk.tell(desk.offered());
        // Then
        desk.awaitState("SENT");
        assertThat(outside.mails("sendgrid", desk.leadId)).isEmpty();
        assertThat(outside.mails("mailgun", desk.leadId)).hasSize(1);
        assertThat(desk.sent().getFirst().provider()).isEqualTo("mailgun");
    }

    @Test
    void shouldWaitWhileEveryProviderRefusesOurAccount() {
        // Given
        outside.mailFault("sendgrid", "refuse");
        outside.mailFault("mailgun", "refuse");
        // When
        desk.tell(desk.offered());
        // Then
        desk.awaitState("SENT");
        assertThat(outside.mails("sendgrid", desk.leadId)).hasSize(1);
        assertThat(desk.told(NotificationFailed.class)).isEmpty();
    }

    /// The one that could have taken it knows that nobody will.
    @Test
    void shouldNotWaitForAnAccountWithAMessageThatWasRefused() {
        // Given
        outside.mailFault("sendgrid", "reject");
        outside.mailFault("mailgun", "refuse");
        // When
        desk.tell(desk.offered());
        // Then
        desk.awaitState("FAILED");
        assertThat(desk.told(NotificationFailed.class)).hasSize(1);
        assertThat(outside.mails("sendgrid", desk.leadId)).isEmpty();
    }

    @Test
    void shouldTryAgainWhenThrottled() {
        // Given
        outside.mailFault("sendgrid", "throttle");
        // When
        desk.tell(desk.offered());
        // Then
        desk.awaitState("SENT");
        assertThat(outside.mails("sendgrid", desk.leadId)).hasSize(1);
    }

    @Test
    void shouldNeverSendAgainWhatTimedOut() {
        // Given
        outside.mailFault("sendgrid", "time-out-after-effect");
        // When
        desk.tell(desk.offered());
        // Then
        desk.awaitState("UNKNOWN");
        desk.awaitWorkDone("send-email");
        desk.awaitWorkDone("look-up");
        assertThat(outside.mails("sendgrid", desk.leadId)).hasSize(1);
        assertThat(outside.mails("mailgun", desk.leadId)).isEmpty();
        assertThat(desk.told(NotificationUnknown.class)).hasSize(1);
        assertThat(desk.sent()).isEmpty();
        assertThat(desk.state()).isEqualTo("UNKNOWN");
    }

    @Test
    void shouldFindAMailInDoubtAtMailgun() {
        // Given
        outside.mailFault("sendgrid", "refuse");
        outside.mailFault("mailgun", "fail-after-effect");
        // When
        desk.tell(desk.offered());
        // Then
        desk.awaitState("SENT");
        assertThat(desk.told(NotificationUnknown.class)).hasSize(1);
        assertThat(desk.sent()).hasSize(1);
        assertThat(outside.mails("mailgun", desk.leadId)).hasSize(1);
    }

    @Test
    void shouldFindATextInDoubtAtTwilio() {
        // Given
        outside.textFault("timeout-after-effect");
        // When
        desk.tell(
                new PhoneVerificationRequested(desk.leadId, Identifiers.next(), NotifierDesk.NOW));
        // Then
        desk.awaitState("SENT");
        assertThat(outside.texts(desk.leadId)).hasSize(1);
        assertThat(desk.told(NotificationUnknown.class)).hasSize(1);
    }

    @Test
    void shouldReportASuppressionThatOnlyTheProviderKnew() {
        // Given
        outside.stopTexts(Outside.phoneOf(desk.leadId));
        // When
        desk.tell(
                new PhoneVerificationRequested(desk.leadId, Identifiers.next(), NotifierDesk.NOW));
        // Then
        desk.awaitState("FAILED");
        assertThat(events.told(ContactSuppressed.class))
                .anyMatch(
                        fact ->
                                fact.contactKey().equals("key-of-" + desk.leadId)
                                        && fact.channels().isEmpty());
    }
}
