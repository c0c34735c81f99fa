package io.leadflip.notifier;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.LeadFact.PhoneVerificationRequested;
import io.leadflip.contracts.event.NotificationFact.NotificationFailed;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/// Both providers of e-mail are away.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
@WithTestResource(
        value = OutsideWorld.class,
        initArgs = @ResourceArg(name = "mail", value = "away"))
class ProvidersAwayTest {
    @Inject NotifierDesk mails;
    @Inject NotifierDesk texts;
    @Inject Outside outside;

    @Test
    void shouldHoldMailsBackWithoutCountingTriesAndSendTextsMeanwhile() {
        // When
        mails.tell(mails.offered());
        await().atMost(15, SECONDS).until(() -> mails.postponed("unreached").isPresent());
        texts.tell(
                new PhoneVerificationRequested(texts.leadId, Identifiers.next(), NotifierDesk.NOW));
        // Then
        texts.awaitState("SENT");
        assertThat(outside.texts(texts.leadId)).hasSize(1);
        assertThat(mails.state()).isNotEqualTo("FAILED");
        assertThat(mails.told(NotificationFailed.class)).isEmpty();
        assertThat(mails.tries()).isLessThan(2);
    }
}
