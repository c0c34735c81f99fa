package io.leadflip.matching;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.LeadFact.LeadWithdrawn;
import io.leadflip.contracts.event.MatchFact.MatchOffered;
import io.leadflip.contracts.value.QuietHours;
import io.leadflip.contracts.value.ServiceCategory;
import io.leadflip.contracts.value.Urgency;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A lead that nobody could be offered now: businesses wake, or become known.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "matching"))
class LaterLookTest {
    private static final QuietHours NOON_REST =
            new QuietHours(LocalTime.of(11, 0), LocalTime.of(14, 0), true);

    @Inject MatchingDesk desk;

    private final Market market = Market.somewhere();

    @BeforeEach
    void noon() {
        MovedClock.get().set(MovedClock.FRIDAY_NOON);
    }

    @Test
    void shouldPassOverQuietBusinessesAndAskThemWhenTheyWake() {
        // Given
        var quiet = desk.known(market.firm(1).quiet(NOON_REST));
        var lead = desk.classified(market.lead());
        desk.awaitLaterWave(lead);
        assertThat(desk.offers(lead)).isEmpty();
        assertThat(desk.unmatched(lead)).isEmpty();
        // When
        MovedClock.get().advance(Duration.ofHours(2));
        desk.wake(lead);
        // Then
        assertThat(desk.awaitOffers(lead, 1))
                .extracting(MatchOffered::businessId)
                .containsExactly(quiet);
    }

    @Test
    void shouldBreakQuietForEmergenciesItOptedInto() {
        // Given
        var quiet = desk.known(market.firm(1).quiet(NOON_REST));
        // When
        var lead = desk.classified(market.lead(ServiceCategory.PLUMBING, Urgency.EMERGENCY));
        // Then
        assertThat(desk.awaitOffers(lead, 1))
                .extracting(MatchOffered::businessId)
                .containsExactly(quiet);
        assertThat(desk.offers(lead).getFirst().answerWindow()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void shouldComeBackWhenWokenTooEarly() {
        // Given
        desk.known(market.firm(1).quiet(NOON_REST));
        var lead = desk.classified(market.lead());
        desk.awaitLaterWave(lead);
        // When
        desk.wake(lead);
        // Then
        await().atMost(10, SECONDS)
                .until(
                        () ->
                                desk.rows(
                                                        "select 1 from work where kind = 'later-wave' and key like $1 and state = 'OPEN' and last_error = 'early'",
                                                        lead.leadId() + "@%")
                                                .size()
                                        == 1);
    }

    @Test
    void shouldLeaveUnmatchedWhatNobodyLooksAtAnyMore() {
        // Given
        var lead = desk.classified(market.lead());
        desk.awaitSecondLook(lead, "state = 'OPEN'");
        // When
        desk.run(
                "update work set due_at = now(), claims = 100 where kind = 'second-look' and key = $1",
                lead.leadId().toString());
        // Then
        await().atMost(10, SECONDS).until(() -> desk.unmatched(lead).size() == 1);
    }

    @Test
    void shouldOfferLeadToABusinessWhoseFactComesLater() {
        // Given
        var lead = desk.classified(market.lead());
        desk.lookAgain(lead);
        desk.awaitSecondLook(lead, "state = 'OPEN' and last_error = 'nobody-yet'");
        // When
        var late = desk.known(market.firm(1));
        desk.lookAgain(lead);
        // Then
        assertThat(desk.awaitOffers(lead, 1))
                .extracting(MatchOffered::businessId)
                .containsExactly(late);
        assertThat(desk.unmatched(lead)).isEmpty();
    }

    @Test
    void shouldNotOfferLeadThatWasWithdrawnWhileItWaited() {
        // Given
        var lead = desk.classified(market.lead());
        desk.tellAndAwait(new LeadWithdrawn(lead.leadId(), MovedClock.FRIDAY_NOON));
        desk.known(market.firm(1));
        // When
        desk.lookAgain(lead);
        // Then
        desk.awaitSecondLook(lead, "state = 'DONE'");
        assertThat(desk.offers(lead)).isEmpty();
        assertThat(desk.unmatched(lead)).isEmpty();
    }
}
