package io.leadflip.matching;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.BusinessFact.BusinessRegistered;
import io.leadflip.contracts.event.BusinessFact.BusinessUpdated;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.LeadFact.UnmatchedReason;
import io.leadflip.contracts.event.MatchFact.MatchOffered;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.ServiceCategory;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is offered a lead first, and in what order.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "matching"))
class OfferTest {
    @Inject MatchingDesk desk;
    @Inject TestEvents events;

    private final Market market = Market.somewhere();

    @BeforeEach
    void noon() {
        MovedClock.get().set(MovedClock.FRIDAY_NOON);
    }

    @Test
    void shouldOfferLeadToBestThreeInOrder() {
        // Given
        var fourth = desk.known(market.firm(9.5));
        var first = desk.known(market.firm(1).rating(4.9));
        var third = desk.known(market.firm(8));
        var second = desk.known(market.firm(2));
        // When
        var lead = desk.classified(market.lead());
        // Then
        assertThat(desk.awaitOffers(lead, 3))
                .extracting(MatchOffered::businessId)
                .containsExactly(first, second, third)
                .doesNotContain(fourth);
        var best = desk.offers(lead).getFirst();
        assertThat(best.score().total()).isEqualTo(30 + 20 + 15 + 8 + 10 + 3 + 2);
        assertThat(best.reasons())
                .contains("1.0 miles away", "works in plumbing", "licensed as asked");
        assertThat(best.wave()).isEqualTo(1);
        assertThat(best.answerWindow()).isEqualTo(Duration.ofHours(4));
        assertThat(best.distanceMetres()).isBetween(1590.0, 1630.0);
    }

    @Test
    void shouldMatchLeadOnceHoweverOftenItIsTold() {
        // Given
        desk.known(market.firm(1));
        var lead = desk.classified(market.lead());
        desk.awaitOffers(lead, 1);
        // When
        desk.tellAndAwait(lead);
        // Then
        assertThat(desk.offers(lead)).hasSize(1);
    }

    @Test
    void shouldSayUnmatchedWhenNobodyCoversThePlace() {
        // Given
        desk.known(market.firm(1).trades(ServiceCategory.LAWN_CARE));
        desk.known(market.firm(12).radius(10));
        desk.known(market.firm(2).rating(3.4));
        desk.known(market.firm(3).inactive());
        desk.known(market.firm(4).paused(MovedClock.FRIDAY_NOON.plusSeconds(3600)));
        // When
        var lead = desk.classified(market.lead());
        // Then
        assertThat(desk.awaitUnmatched(lead).reason()).isEqualTo(UnmatchedReason.NO_CANDIDATE);
        assertThat(desk.offers(lead)).isEmpty();
    }

    @Test
    void shouldFindRelatedTradeListedZipAndEndedPause() {
        // Given
        var related =
                desk.known(
                        market.firm(4)
                                .trades(ServiceCategory.HVAC, ServiceCategory.APPLIANCE_REPAIR));
        var byZip = desk.known(market.firm(15).radius(1).zips(market.zip()));
        var paused = desk.known(market.firm(6).paused(MovedClock.FRIDAY_NOON));
        // When
        var lead = desk.classified(market.lead());
        // Then
        assertThat(desk.awaitOffers(lead, 3))
                .extracting(MatchOffered::businessId)
                .containsExactlyInAnyOrder(related, byZip, paused);
    }

    @Test
    void shouldDropOlderFactsOfABusiness() {
        // Given
        var firm = market.firm(1);
        var older =
                new Event(
                        Identifiers.next(),
                        Source.LEAD_INTAKE,
                        MovedClock.FRIDAY_NOON,
                        3,
                        null,
                        new BusinessRegistered(firm.profile()));
        var newer =
                new Event(
                        Identifiers.next(),
                        Source.LEAD_INTAKE,
                        MovedClock.FRIDAY_NOON,
                        7,
                        null,
                        new BusinessUpdated(firm.inactive().profile()));
        events.deliver(newer);
        events.deliver(older);
        desk.awaitHandled(older);
        // When
        var lead = desk.classified(market.lead());
        // Then
        assertThat(desk.awaitUnmatched(lead).reason()).isEqualTo(UnmatchedReason.NO_CANDIDATE);
    }

    @Test
    void shouldScoreByAnswersOfTheLastNinetyDays() {
        // Given
        var slow = desk.known(market.firm(1));
        var old = desk.awaitOffers(desk.classified(market.lead()), 1).getFirst();
        desk.expired(old);
        await().atMost(10, SECONDS)
                .until(
                        () ->
                                desk.rows(
                                                        "select 1 from offer where id = $1 and state = 'EXPIRED'",
                                                        old.matchId())
                                                .size()
                                        == 1);
        // When
        var lead = desk.classified(market.lead());
        // Then
        var offer = desk.awaitOffers(lead, 1).getFirst();
        assertThat(offer.businessId()).isEqualTo(slow);
        assertThat(offer.score().response()).isZero();
        assertThat(offer.reasons()).contains("answered 0 of the last 1 offers");
        MovedClock.get().advance(Duration.ofDays(91));
        assertThat(
                        desk.awaitOffers(desk.classified(market.lead()), 1)
                                .getFirst()
                                .score()
                                .response())
                .isEqualTo(8);
    }
}
