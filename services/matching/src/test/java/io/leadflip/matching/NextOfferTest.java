package io.leadflip.matching;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.LeadFact.LeadStatusChanged;
import io.leadflip.contracts.event.LeadFact.LeadWithdrawn;
import io.leadflip.contracts.event.LeadFact.UnmatchedReason;
import io.leadflip.contracts.event.MatchFact.MatchOfferWithdrawn;
import io.leadflip.contracts.event.MatchFact.WithdrawalReason;
import io.leadflip.contracts.value.LeadStatus;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What follows upon an answer, upon none, and upon an offer that was taken back.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "matching"))
class NextOfferTest {
    @Inject MatchingDesk desk;

    private final Market market = Market.somewhere();

    @BeforeEach
    void noon() {
        MovedClock.get().set(MovedClock.FRIDAY_NOON);
    }

    @Test
    void shouldGiveThePlaceOfADeclinedOfferToTheNextInRank() {
        // Given
        for (var miles = 1; miles <= 4; miles++) {
            desk.known(market.firm(miles));
        }
        var fifth = desk.known(market.firm(9));
        var lead = desk.classified(market.lead());
        var open = desk.awaitOffers(lead, 3);
        var fourth = desk.nextInRank(lead, 4);
        // When
        desk.declined(open.get(1));
        // Then
        var later = desk.awaitOffers(lead, 4).getLast();
        assertThat(later.businessId()).isEqualTo(fourth).isNotEqualTo(fifth);
        assertThat(later.wave()).isEqualTo(2);
    }

    @Test
    void shouldNotOfferMoreThanThreeCouldAccept() {
        // Given
        for (var miles = 1; miles <= 6; miles++) {
            desk.known(market.firm(miles));
        }
        var lead = desk.classified(market.lead());
        var open = desk.awaitOffers(lead, 3);
        // When
        desk.accepted(open.get(0));
        desk.accepted(open.get(1));
        desk.accepted(open.get(2));
        // Then
        await().atMost(10, SECONDS)
                .until(() -> desk.states(lead).equals(List.of("ACCEPTED", "ACCEPTED", "ACCEPTED")));
        assertThat(desk.offers(lead)).hasSize(3);
    }

    @Test
    void shouldSayNoneLeftOnlyWhenNobodyAcceptedAndNothingIsOpen() {
        // Given
        desk.known(market.firm(1));
        desk.known(market.firm(2));
        var lead = desk.classified(market.lead());
        var open = desk.awaitOffers(lead, 2);
        // When
        desk.expired(open.get(0));
        desk.awaitStates(lead, "EXPIRED", "OFFERED");
        assertThat(desk.unmatched(lead)).isEmpty();
        desk.declined(open.get(1));
        // Then
        assertThat(desk.awaitUnmatched(lead).reason()).isEqualTo(UnmatchedReason.NONE_LEFT);
    }

    @Test
    void shouldNotSayNoneLeftWhenSomebodyAccepted() {
        // Given
        desk.known(market.firm(1));
        desk.known(market.firm(2));
        var lead = desk.classified(market.lead());
        var open = desk.awaitOffers(lead, 2);
        // When
        desk.accepted(open.get(0));
        desk.declined(open.get(1));
        // Then
        desk.awaitStates(lead, "ACCEPTED", "DECLINED");
        assertThat(desk.unmatched(lead)).isEmpty();
    }

    @Test
    void shouldWithdrawOfferThatWasNotSentAndAskTheNext() {
        // Given
        for (var miles = 1; miles <= 4; miles++) {
            desk.known(market.firm(miles));
        }
        var lead = desk.classified(market.lead());
        var open = desk.awaitOffers(lead, 3);
        // When
        desk.failed(open.getFirst());
        // Then
        desk.awaitOffers(lead, 4);
        assertThat(desk.withdrawn(lead))
                .singleElement()
                .satisfies(fact -> assertThat(fact.reason()).isEqualTo(WithdrawalReason.NOT_SENT))
                .satisfies(fact -> assertThat(fact.matchId()).isEqualTo(open.getFirst().matchId()));
    }

    /// Mail mostly bounces after it was taken.
    @Test
    void shouldTakeBackAnOfferWhoseMessageDidNotArriveAfterAll() {
        // Given
        desk.known(market.firm(1));
        desk.known(market.firm(2));
        var lead = desk.classified(market.lead());
        var open = desk.awaitOffers(lead, 2);
        desk.sent(open.get(0));
        desk.awaitStates(lead, "NOTIFIED", "OFFERED");
        // When
        desk.failed(open.get(0));
        // Then
        desk.awaitStates(lead, "WITHDRAWN", "OFFERED");
        assertThat(desk.withdrawn(lead))
                .singleElement()
                .satisfies(fact -> assertThat(fact.matchId()).isEqualTo(open.get(0).matchId()));
    }

    @Test
    void shouldWithdrawOnlyUnsentOffersWhenTheSendDeadlinePasses() {
        // Given
        desk.known(market.firm(1));
        desk.known(market.firm(2));
        var lead = desk.classified(market.lead());
        var open = desk.awaitOffers(lead, 2);
        desk.sent(open.get(0));
        desk.awaitStates(lead, "NOTIFIED", "OFFERED");
        // When
        desk.run(
                "update work set due_at = now() where kind = 'offer-unsent' and key = any($1)",
                MatchingDesk.keys(open));
        // Then
        desk.awaitStates(lead, "NOTIFIED", "WITHDRAWN");
        assertThat(desk.unmatched(lead)).isEmpty();
    }

    @Test
    void shouldTakeBackOpenOffersWhenTheLeadIsWithdrawn() {
        // Given
        var capped = desk.known(market.firm(1).caps(1, null));
        desk.known(market.firm(2));
        var lead = desk.classified(market.lead());
        desk.awaitOffers(lead, 2);
        // When
        desk.tellAndAwait(new LeadWithdrawn(lead.leadId(), MovedClock.FRIDAY_NOON));
        desk.tellAndAwait(
                new LeadStatusChanged(
                        lead.leadId(),
                        LeadStatus.MATCHED,
                        LeadStatus.WITHDRAWN,
                        MovedClock.FRIDAY_NOON));
        // Then
        desk.awaitStates(lead, "WITHDRAWN", "WITHDRAWN");
        assertThat(desk.withdrawn(lead))
                .extracting(MatchOfferWithdrawn::reason)
                .containsOnly(WithdrawalReason.LEAD_WITHDRAWN);
        assertThat(desk.unmatched(lead)).isEmpty();
        assertThat(desk.used(capped)).containsExactly(0, 0);
    }
}
