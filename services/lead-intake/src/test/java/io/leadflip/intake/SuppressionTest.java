package io.leadflip.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.LeadFact.LeadWithdrawn;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.Channel;
import io.leadflip.intake.contact.ContactKeys;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Somebody says "no more", wherever: the leads are taken back and everybody is told, once.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class SuppressionTest {
    @Inject Desk desk;
    @Inject TestEvents events;
    @Inject DoorCaller door;
    @Inject ContactKeys keys;

    @Test
    void shouldTakeBackLeadsOfWhoDoesNotWantToBeCalled() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        // When
        events.tell(
                Source.CALL_ORCHESTRATOR,
                new ContactSuppressed(
                        keys.of(lead.phone()), Set.of(Channel.AI_VOICE), "voice", Instant.now()));
        // Then
        desk.awaitStatus(lead, "WITHDRAWN");
        assertThat(events.told(LeadWithdrawn.class))
                .anyMatch(fact -> fact.leadId().equals(lead.id()));
        desk.call(business, matchId, "k").then().statusCode(409);
    }

    @Test
    void shouldSuppressPhoneThatSaidStopToNotifierOnce() {
        // Given
        var lead = desk.classified();
        var key = keys.of(lead.phone());
        var stop = Map.of("phone", lead.phone(), "reason", "sms-stop");
        // When
        door.post(Source.NOTIFIER, "/internal/suppressions", stop).then().statusCode(204);
        door.post(Source.NOTIFIER, "/internal/suppressions", stop).then().statusCode(204);
        // Then
        assertThat(desk.status(lead)).isEqualTo("WITHDRAWN");
        assertThat(events.told(ContactSuppressed.class))
                .filteredOn(fact -> fact.contactKey().equals(key))
                .singleElement()
                .satisfies(fact -> assertThat(fact.channels()).isEmpty())
                .satisfies(fact -> assertThat(fact.reason()).isEqualTo("sms-stop"));
        assertThat(
                        desk.one("select count(*) from suppression where contact_key = $1", key)
                                .integer(0))
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseSuppressionOfWhatIsNoPhone() {
        // Given
        var path = "/internal/suppressions";
        // When
        var wrong = door.post(Source.NOTIFIER, path, Map.of("phone", "12", "reason", "sms-stop"));
        var missing = door.post(Source.NOTIFIER, path, Map.of("phone", "+13175550111"));
        var prose =
                door.post(
                        Source.NOTIFIER,
                        path,
                        Map.of("phone", "+13175550111", "reason", "No more!"));
        var stranger =
                door.post(
                        Source.MATCHING,
                        path,
                        Map.of("phone", "+13175550111", "reason", "sms-stop"));
        // Then
        wrong.then().statusCode(400).contentType("application/problem+json");
        missing.then().statusCode(400);
        prose.then().statusCode(400);
        stranger.then().statusCode(403);
    }
}
