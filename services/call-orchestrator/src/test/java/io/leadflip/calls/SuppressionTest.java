package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.contracts.event.CallFact.CallCancelled;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.CallFact.CallDenied;
import io.leadflip.contracts.event.ConsentFact.ConsentRevoked;
import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.contracts.event.Fact;
import io.leadflip.contracts.event.LeadFact.LeadWithdrawn;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.Channel;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Somebody said "no more" to another service, by another channel: here what is queued is
/// cancelled, what is live ends, and nothing is dialled any more.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class SuppressionTest {
    @Inject TestEvents events;
    @Inject CallDesk desk;
    @Inject MeterRegistry metrics;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    @Test
    void shouldCancelEndAndDialNobodyWhenTheContactIsSuppressed() {
        // Given: a live call, and two that wait, to one phone
        Subject live = desk.subject();
        Placed placed = desk.call(live);
        CallDesk.status(placed, "in-progress", 1, Map.of()).statusCode(204);
        List<Subject> waiting = Stream.generate(() -> desk.anotherCall(live)).limit(2).toList();
        waiting.forEach(desk::waits);
        // When
        events.tell(Source.NOTIFIER, suppressed(live, Set.of()));
        // Then
        await().atMost(WITHIN).until(() -> OutsideWorld.TWILIO.ended(placed.sid()));
        waiting.forEach(
                call ->
                        assertThat(desk.awaitFact(CallCancelled.class, call).reason())
                                .isEqualTo("contact-suppressed"));
        CallDesk.status(placed, "completed", 2, Map.of("CallDuration", "4")).statusCode(204);
        assertThat(desk.awaitFact(CallConcluded.class, live).outcome())
                .isEqualTo(CallOutcome.PLATFORM_ENDED);
        // And: what is asked for afterwards is denied by what this service remembers itself
        Subject later = desk.anotherCall(live);
        events.tell(Source.LEAD_INTAKE, later.requested());
        assertThat(desk.awaitFact(CallDenied.class, later).rules()).contains("CMP-20");
        assertThat(OutsideWorld.TWILIO.requestsTo(live.phone())).isEqualTo(1);
    }

    @Test
    void shouldNotDialWhatWasDueAtTheSameMoment() {
        // Given: many calls to many phones are being dialled while their people opt out
        List<Subject> subjects = Stream.generate(desk::subject).limit(30).toList();
        subjects.forEach(subject -> events.tell(Source.LEAD_INTAKE, subject.requested()));
        // When
        subjects.forEach(subject -> events.tell(Source.NOTIFIER, suppressed(subject, Set.of())));
        // Then: whoever was dialled before is hung up on, nobody is dialled afterwards
        await().atMost(WITHIN).until(() -> subjects.stream().allMatch(this::endedOrNeverDialled));
        assertThat(subjects)
                .allSatisfy(
                        subject ->
                                assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone()))
                                        .isLessThanOrEqualTo(1));
    }

    @Test
    void shouldGoOnWhenOnlyAnotherChannelIsSuppressed() {
        // Given
        Subject subject = desk.subject();
        // When
        events.tell(Source.NOTIFIER, suppressed(subject, Set.of(Channel.SMS)));
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        desk.dialled(subject);
    }

    @Test
    void shouldMeasureHowLongAnOptOutTookToArrive() {
        // Given
        Subject subject = desk.subject();
        long before = delay().count();
        // When: they said it an hour ago
        events.tell(
                Source.NOTIFIER,
                new ContactSuppressed(
                        subject.contactKey(),
                        Set.of(),
                        "sms-stop",
                        Instant.now().minus(Duration.ofHours(1))));
        // Then
        await().atMost(WITHIN).until(() -> delay().count() > before);
        assertThat(delay().totalTime(TimeUnit.SECONDS)).isGreaterThan(3_500);
    }

    @ParameterizedTest
    @MethodSource("withdrawals")
    void shouldCancelWhatWaitsWhenTheConsumerTakesItBackThroughTheApi(
            Function<Subject, Fact> withdrawal, String reason) {
        // Given
        Subject subject = desk.subject();
        desk.waits(subject);
        // When
        events.tell(Source.LEAD_INTAKE, withdrawal.apply(subject));
        // Then
        assertThat(desk.awaitFact(CallCancelled.class, subject).reason()).isEqualTo(reason);
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isZero();
    }

    static Stream<Arguments> withdrawals() {
        Function<Subject, Fact> revoked =
                subject ->
                        new ConsentRevoked(
                                subject.leadId(),
                                Identifiers.next(),
                                subject.matchId(),
                                subject.businessId(),
                                subject.contactKey(),
                                Instant.now());
        Function<Subject, Fact> withdrawn =
                subject -> new LeadWithdrawn(subject.leadId(), Instant.now());
        return Stream.of(
                Arguments.of(revoked, "consent-revoked"),
                Arguments.of(withdrawn, "lead-withdrawn"));
    }

    private Timer delay() {
        return metrics.timer("leadflip.calls.suppressions.delay");
    }

    private boolean endedOrNeverDialled(Subject subject) {
        String status = desk.status(subject);
        return Set.of("CANCELLED", "DENIED").contains(status)
                || OutsideWorld.TWILIO.to(subject.phone()).stream()
                        .anyMatch(call -> OutsideWorld.TWILIO.ended(call.sid()));
    }

    private static ContactSuppressed suppressed(Subject subject, Set<Channel> channels) {
        return new ContactSuppressed(subject.contactKey(), channels, "sms-stop", Instant.now());
    }
}
