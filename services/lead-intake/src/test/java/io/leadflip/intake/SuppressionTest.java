package io.leadflip.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.LeadFact.LeadWithdrawn;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.Channel;
import io.leadflip.intake.contact.ContactKeys;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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
    @Inject MeterRegistry metrics;

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
    void shouldPermitNothingAnyMoreToWhoSaidStopByVoiceAndMeasureHowLongThatTook() {
        // Given
        var lead = desk.classified();
        var matchId = desk.accepted(lead, desk.business());
        var before = delays();
        // When
        events.tell(
                Source.CALL_ORCHESTRATOR,
                new ContactSuppressed(
                        keys.of(lead.phone()),
                        Set.of(),
                        "voice",
                        Instant.now().minus(1, ChronoUnit.DAYS)));
        // Then
        desk.awaitStatus(lead, "WITHDRAWN");
        shouldPermitNoText(lead, matchId);
        assertThat(delays().count()).isGreaterThan(before.count());
        assertThat(delays().seconds() - before.seconds()).isGreaterThan(86_000);
    }

    @Test
    void shouldPermitNothingAnyMoreToWhoSaidStopBySmsAndCountFromWhenTheySaidIt() {
        // Given
        var lead = desk.classified();
        var matchId = desk.accepted(lead, desk.business());
        var saidAt = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
        // When
        door.post(
                        Source.NOTIFIER,
                        "/internal/suppressions",
                        Map.of(
                                "phone",
                                lead.phone(),
                                "reason",
                                "sms-stop",
                                "heardAt",
                                saidAt.toString()))
                .then()
                .statusCode(204);
        // Then
        shouldPermitNoText(lead, matchId);
        assertThat(events.told(ContactSuppressed.class))
                .filteredOn(fact -> fact.contactKey().equals(keys.of(lead.phone())))
                .singleElement()
                .satisfies(fact -> assertThat(fact.suppressedAt()).isEqualTo(saidAt));
    }

    @Test
    void shouldNotBelieveThatSomebodySaidStopInTheFuture() {
        // Given
        var lead = desk.classified();
        var later = Instant.now().plus(1, ChronoUnit.DAYS);
        // When
        door.post(
                        Source.NOTIFIER,
                        "/internal/suppressions",
                        Map.of(
                                "phone",
                                lead.phone(),
                                "reason",
                                "sms-stop",
                                "heardAt",
                                later.toString()))
                .then()
                .statusCode(204);
        // Then
        assertThat(events.told(ContactSuppressed.class))
                .filteredOn(fact -> fact.contactKey().equals(keys.of(lead.phone())))
                .singleElement()
                .satisfies(fact -> assertThat(fact.suppressedAt()).isBefore(later));
    }

    private Snapshot delays() {
        var timer = metrics.timer("leadflip.intake.suppressions.delay");
        return new Snapshot(timer.count(), timer.totalTime(TimeUnit.SECONDS));
    }

    private record Snapshot(long count, double seconds) {}

    private void shouldPermitNoText(Desk.Lead lead, UUID matchId) {
        door.permit(
                        Source.NOTIFIER,
                        DoorCaller.message(lead, matchId, "CONSUMER", "MATCH_ACCEPTED", "SMS"))
                .then()
                .statusCode(200)
                .body("refusals", hasItem("suppressed"))
                .body("address", nullValue());
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
