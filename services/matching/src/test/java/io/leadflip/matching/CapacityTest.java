package io.leadflip.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.BusinessFact.BusinessUpdated;
import io.leadflip.contracts.event.LeadFact.LeadWithdrawn;
import io.leadflip.contracts.event.LeadFact.UnmatchedReason;
import io.leadflip.contracts.event.MatchFact.MatchOffered;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A business is offered no more than it wants in a day and a month.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "matching"))
class CapacityTest {
    @Inject MatchingDesk desk;

    private final Market market = Market.somewhere();

    @BeforeEach
    void noon() {
        MovedClock.get().set(MovedClock.FRIDAY_NOON);
    }

    @Test
    void shouldReserveCapacityAndReleaseItOnDecline() {
        // Given
        var capped = desk.known(market.firm(1).caps(1, 5));
        var first = desk.classified(market.lead());
        var offer = desk.awaitOffers(first, 1).getFirst();
        var second = desk.classified(market.lead());
        assertThat(desk.awaitUnmatched(second).reason()).isEqualTo(UnmatchedReason.NO_CANDIDATE);
        // When
        desk.declined(offer);
        desk.awaitStates(first, "DECLINED");
        // Then
        assertThat(desk.used(capped)).containsExactly(0, 0);
        var third = desk.classified(market.lead());
        assertThat(desk.awaitOffers(third, 1))
                .extracting(MatchOffered::businessId)
                .containsExactly(capped);
    }

    @Test
    void shouldCountDailyCapsByTheBusinessesOwnDay() {
        // Given: it is Friday noon in Indianapolis and already Saturday in Auckland
        var capped = desk.known(market.firm(1).caps(1, null).zone("Pacific/Auckland"));
        desk.awaitOffers(desk.classified(market.lead()), 1);
        // When
        var rows =
                desk.rows(
                        "select starts_on::text from capacity where business_id = $1 order by period",
                        capped);
        // Then
        assertThat(rows).extracting(row -> row.text(0)).containsExactly("2099-11-21", "2099-11-01");
    }

    @Test
    void shouldTakeCapacityAgainWhenAnOfferWinsAfterItWasTakenBack() {
        // Given
        var capped = desk.known(market.firm(1).caps(5, null));
        var lead = desk.classified(market.lead());
        var offer = desk.awaitOffers(lead, 1).getFirst();
        desk.failed(offer);
        desk.awaitStates(lead, "WITHDRAWN");
        assertThat(desk.used(capped)).containsExactly(0, 0);
        // When
        desk.accepted(offer);
        desk.accepted(offer);
        // Then
        desk.awaitStates(lead, "ACCEPTED");
        assertThat(desk.used(capped)).containsExactly(1, 1);
    }

    @Test
    void shouldReleaseCapacityOnceHoweverOftenAnOfferEnds() {
        // Given
        var capped = desk.known(market.firm(1).caps(5, null));
        var lead = desk.classified(market.lead());
        var offer = desk.awaitOffers(lead, 1).getFirst();
        desk.awaitOffers(desk.classified(market.lead()), 1);
        // When
        desk.declined(offer);
        desk.expired(offer);
        desk.tellAndAwait(new LeadWithdrawn(lead.leadId(), MovedClock.FRIDAY_NOON));
        // Then
        desk.awaitStates(lead, "DECLINED");
        assertThat(desk.used(capped)).containsExactly(1, 1);
    }

    @Test
    void shouldCountWhatWasPromisedWhileThereWasNoCap() {
        // Given
        var firm = market.firm(1);
        desk.known(firm.caps(5, null));
        desk.awaitOffers(desk.classified(market.lead()), 1);
        desk.tellAndAwait(new BusinessUpdated(firm.caps(null, null).profile()));
        desk.awaitOffers(desk.classified(market.lead()), 1);
        desk.tellAndAwait(new BusinessUpdated(firm.caps(5, null).profile()));
        // When
        desk.awaitOffers(desk.classified(market.lead()), 1);
        // Then
        assertThat(desk.used(firm.id())).containsExactly(3, 3);
    }
}
