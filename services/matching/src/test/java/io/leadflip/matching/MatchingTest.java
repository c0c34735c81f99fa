package io.leadflip.matching;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.BusinessFact.BusinessRegistered;
import io.leadflip.contracts.event.BusinessFact.BusinessUpdated;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.Fact;
import io.leadflip.contracts.event.LeadFact.LeadClassified;
import io.leadflip.contracts.event.LeadFact.LeadStatusChanged;
import io.leadflip.contracts.event.LeadFact.LeadUnmatched;
import io.leadflip.contracts.event.LeadFact.LeadWithdrawn;
import io.leadflip.contracts.event.LeadFact.UnmatchedReason;
import io.leadflip.contracts.event.MatchFact.MatchAccepted;
import io.leadflip.contracts.event.MatchFact.MatchDeclined;
import io.leadflip.contracts.event.MatchFact.MatchExpired;
import io.leadflip.contracts.event.MatchFact.MatchOfferWithdrawn;
import io.leadflip.contracts.event.MatchFact.MatchOffered;
import io.leadflip.contracts.event.MatchFact.WithdrawalReason;
import io.leadflip.contracts.event.NotificationFact.NotificationFailed;
import io.leadflip.contracts.event.NotificationFact.NotificationSent;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.LeadStatus;
import io.leadflip.contracts.value.NotificationKind;
import io.leadflip.contracts.value.Party;
import io.leadflip.contracts.value.QuietHours;
import io.leadflip.contracts.value.ServiceCategory;
import io.leadflip.contracts.value.Urgency;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "matching"))
class MatchingTest {
    private static final Instant NOW = MovedClock.FRIDAY_NOON;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final QuietHours NOON_REST =
            new QuietHours(LocalTime.of(11, 0), LocalTime.of(14, 0), true);

    @Inject TestEvents events;
    @Inject Sql sql;
    @Inject Transactions transactions;

    private final Market market = Market.somewhere();

    @BeforeEach
    void noon() {
        MovedClock.get().set(NOW);
    }

    @Test
    void shouldOfferLeadToBestThreeInOrder() {
        // Given
        var fourth = known(market.firm(9.5));
        var first = known(market.firm(1).rating(4.9));
        var third = known(market.firm(8));
        var second = known(market.firm(2));
        // When
        var lead = classified(market.lead());
        // Then
        assertThat(awaitOffers(lead, 3))
                .extracting(MatchOffered::businessId)
                .containsExactly(first, second, third)
                .doesNotContain(fourth);
        var best = offers(lead).getFirst();
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
        known(market.firm(1));
        var lead = classified(market.lead());
        awaitOffers(lead, 1);
        // When
        tellAndAwait(lead);
        // Then
        assertThat(offers(lead)).hasSize(1);
    }

    @Test
    void shouldSayUnmatchedWhenNobodyCoversThePlace() {
        // Given
        known(market.firm(1).trades(ServiceCategory.LAWN_CARE));
        known(market.firm(12).radius(10));
        known(market.firm(2).rating(3.4));
        known(market.firm(3).inactive());
        known(market.firm(4).paused(NOW.plusSeconds(3600)));
        // When
        var lead = classified(market.lead());
        // Then
        assertThat(awaitUnmatched(lead).reason()).isEqualTo(UnmatchedReason.NO_CANDIDATE);
        assertThat(offers(lead)).isEmpty();
    }

    @Test
    void shouldFindRelatedTradeListedZipAndEndedPause() {
        // Given
        var related =
                known(
                        market.firm(4)
                                .trades(ServiceCategory.HVAC, ServiceCategory.APPLIANCE_REPAIR));
        var byZip = known(market.firm(15).radius(1).zips(market.zip()));
        var paused = known(market.firm(6).paused(NOW));
        // When
        var lead = classified(market.lead());
        // Then
        assertThat(awaitOffers(lead, 3))
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
                        NOW,
                        3,
                        null,
                        new BusinessRegistered(firm.profile()));
        var newer =
                new Event(
                        Identifiers.next(),
                        Source.LEAD_INTAKE,
                        NOW,
                        7,
                        null,
                        new BusinessUpdated(firm.inactive().profile()));
        events.deliver(newer);
        events.deliver(older);
        awaitHandled(older);
        // When
        var lead = classified(market.lead());
        // Then
        assertThat(awaitUnmatched(lead).reason()).isEqualTo(UnmatchedReason.NO_CANDIDATE);
    }

    @Test
    void shouldGiveThePlaceOfADeclinedOfferToTheNextInRank() {
        // Given
        for (var miles = 1; miles <= 4; miles++) {
            known(market.firm(miles));
        }
        var fifth = known(market.firm(9));
        var lead = classified(market.lead());
        var open = awaitOffers(lead, 3);
        var fourth = nextInRank(lead, 4);
        // When
        declined(open.get(1));
        // Then
        var later = awaitOffers(lead, 4).getLast();
        assertThat(later.businessId()).isEqualTo(fourth).isNotEqualTo(fifth);
        assertThat(later.wave()).isEqualTo(2);
    }

    @Test
    void shouldNotOfferMoreThanThreeCouldAccept() {
        // Given
        for (var miles = 1; miles <= 6; miles++) {
            known(market.firm(miles));
        }
        var lead = classified(market.lead());
        var open = awaitOffers(lead, 3);
        // When
        accepted(open.get(0));
        accepted(open.get(1));
        accepted(open.get(2));
        // Then
        await().atMost(10, SECONDS)
                .until(() -> states(lead).equals(List.of("ACCEPTED", "ACCEPTED", "ACCEPTED")));
        assertThat(offers(lead)).hasSize(3);
    }

    @Test
    void shouldSayNoneLeftOnlyWhenNobodyAcceptedAndNothingIsOpen() {
        // Given
        known(market.firm(1));
        known(market.firm(2));
        var lead = classified(market.lead());
        var open = awaitOffers(lead, 2);
        // When
        expired(open.get(0));
        awaitStates(lead, "EXPIRED", "OFFERED");
        assertThat(unmatched(lead)).isEmpty();
        declined(open.get(1));
        // Then
        assertThat(awaitUnmatched(lead).reason()).isEqualTo(UnmatchedReason.NONE_LEFT);
    }

    @Test
    void shouldNotSayNoneLeftWhenSomebodyAccepted() {
        // Given
        known(market.firm(1));
        known(market.firm(2));
        var lead = classified(market.lead());
        var open = awaitOffers(lead, 2);
        // When
        accepted(open.get(0));
        declined(open.get(1));
        // Then
        awaitStates(lead, "ACCEPTED", "DECLINED");
        assertThat(unmatched(lead)).isEmpty();
    }

    @Test
    void shouldWithdrawOfferThatWasNotSentAndAskTheNext() {
        // Given
        for (var miles = 1; miles <= 4; miles++) {
            known(market.firm(miles));
        }
        var lead = classified(market.lead());
        var open = awaitOffers(lead, 3);
        // When
        failed(open.getFirst());
        // Then
        awaitOffers(lead, 4);
        assertThat(withdrawn(lead))
                .singleElement()
                .satisfies(fact -> assertThat(fact.reason()).isEqualTo(WithdrawalReason.NOT_SENT))
                .satisfies(fact -> assertThat(fact.matchId()).isEqualTo(open.getFirst().matchId()));
    }

    @Test
    void shouldWithdrawOnlyUnsentOffersWhenTheSendDeadlinePasses() {
        // Given
        known(market.firm(1));
        known(market.firm(2));
        var lead = classified(market.lead());
        var open = awaitOffers(lead, 2);
        sent(open.get(0));
        awaitStates(lead, "NOTIFIED", "OFFERED");
        // When
        run(
                "update work set due_at = now() where kind = 'offer-unsent' and key = any($1)",
                keys(open));
        // Then
        awaitStates(lead, "NOTIFIED", "WITHDRAWN");
        assertThat(unmatched(lead)).isEmpty();
    }

    @Test
    void shouldTakeBackOpenOffersWhenTheLeadIsWithdrawn() {
        // Given
        var capped = known(market.firm(1).caps(1, null));
        known(market.firm(2));
        var lead = classified(market.lead());
        awaitOffers(lead, 2);
        // When
        tellAndAwait(new LeadWithdrawn(lead.leadId(), NOW));
        tellAndAwait(
                new LeadStatusChanged(
                        lead.leadId(), LeadStatus.MATCHED, LeadStatus.WITHDRAWN, NOW));
        // Then
        awaitStates(lead, "WITHDRAWN", "WITHDRAWN");
        assertThat(withdrawn(lead))
                .extracting(MatchOfferWithdrawn::reason)
                .containsOnly(WithdrawalReason.LEAD_WITHDRAWN);
        assertThat(unmatched(lead)).isEmpty();
        assertThat(used(capped)).containsExactly(0, 0);
    }

    @Test
    void shouldPassOverQuietBusinessesAndAskThemWhenTheyWake() {
        // Given
        var quiet = known(market.firm(1).quiet(NOON_REST));
        var lead = classified(market.lead());
        await().atMost(10, SECONDS).until(() -> !laterWaves(lead).isEmpty());
        assertThat(offers(lead)).isEmpty();
        assertThat(unmatched(lead)).isEmpty();
        // When
        MovedClock.get().advance(Duration.ofHours(2));
        run(
                "update work set due_at = now() where kind = 'later-wave' and key like $1",
                lead.leadId() + "@%");
        // Then
        assertThat(awaitOffers(lead, 1))
                .extracting(MatchOffered::businessId)
                .containsExactly(quiet);
    }

    @Test
    void shouldBreakQuietForEmergenciesItOptedInto() {
        // Given
        var quiet = known(market.firm(1).quiet(NOON_REST));
        // When
        var lead = classified(market.lead(ServiceCategory.PLUMBING, Urgency.EMERGENCY));
        // Then
        assertThat(awaitOffers(lead, 1))
                .extracting(MatchOffered::businessId)
                .containsExactly(quiet);
        assertThat(offers(lead).getFirst().answerWindow()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void shouldReserveCapacityAndReleaseItOnDecline() {
        // Given
        var capped = known(market.firm(1).caps(1, 5));
        var first = classified(market.lead());
        var offer = awaitOffers(first, 1).getFirst();
        var second = classified(market.lead());
        assertThat(awaitUnmatched(second).reason()).isEqualTo(UnmatchedReason.NO_CANDIDATE);
        // When
        declined(offer);
        awaitStates(first, "DECLINED");
        // Then
        assertThat(used(capped)).containsExactly(0, 0);
        var third = classified(market.lead());
        assertThat(awaitOffers(third, 1))
                .extracting(MatchOffered::businessId)
                .containsExactly(capped);
    }

    @Test
    void shouldCountDailyCapsByTheBusinessesOwnDay() {
        // Given: it is Friday noon in Indianapolis and already Saturday in Auckland
        var capped = known(market.firm(1).caps(1, null).zone("Pacific/Auckland"));
        awaitOffers(classified(market.lead()), 1);
        // When
        var rows =
                rows(
                        "select starts_on::text from capacity where business_id = $1 order by period",
                        capped);
        // Then
        assertThat(rows).extracting(row -> row.text(0)).containsExactly("2099-11-21", "2099-11-01");
    }

    @Test
    void shouldScoreByAnswersOfTheLastNinetyDays() {
        // Given
        var slow = known(market.firm(1));
        var old = awaitOffers(classified(market.lead()), 1).getFirst();
        expired(old);
        await().atMost(10, SECONDS)
                .until(
                        () ->
                                rows(
                                                        "select 1 from offer where id = $1 and state = 'EXPIRED'",
                                                        old.matchId())
                                                .size()
                                        == 1);
        // When
        var lead = classified(market.lead());
        // Then
        var offer = awaitOffers(lead, 1).getFirst();
        assertThat(offer.businessId()).isEqualTo(slow);
        assertThat(offer.score().response()).isZero();
        assertThat(offer.reasons()).contains("answered 0 of the last 1 offers");
        MovedClock.get().advance(Duration.ofDays(91));
        assertThat(awaitOffers(classified(market.lead()), 1).getFirst().score().response())
                .isEqualTo(8);
    }

    @Test
    void shouldLeaveUnmatchedWhatNobodyLooksAtAnyMore() {
        // Given
        var lead = classified(market.lead());
        awaitSecondLook(lead, "state = 'OPEN'");
        // When
        run(
                "update work set due_at = now(), claims = 100 where kind = 'second-look' and key = $1",
                lead.leadId().toString());
        // Then
        await().atMost(10, SECONDS).until(() -> unmatched(lead).size() == 1);
    }

    @Test
    void shouldOfferLeadToABusinessWhoseFactComesLater() {
        // Given
        var lead = classified(market.lead());
        lookAgain(lead);
        awaitSecondLook(lead, "state = 'OPEN' and last_error = 'nobody-yet'");
        // When
        var late = known(market.firm(1));
        lookAgain(lead);
        // Then
        assertThat(awaitOffers(lead, 1)).extracting(MatchOffered::businessId).containsExactly(late);
        assertThat(unmatched(lead)).isEmpty();
    }

    @Test
    void shouldNotOfferLeadThatWasWithdrawnWhileItWaited() {
        // Given
        var lead = classified(market.lead());
        tellAndAwait(new LeadWithdrawn(lead.leadId(), NOW));
        known(market.firm(1));
        // When
        lookAgain(lead);
        // Then
        awaitSecondLook(lead, "state = 'DONE'");
        assertThat(offers(lead)).isEmpty();
        assertThat(unmatched(lead)).isEmpty();
    }

    @Test
    void shouldTakeCapacityAgainWhenAnOfferWinsAfterItWasTakenBack() {
        // Given
        var capped = known(market.firm(1).caps(5, null));
        var lead = classified(market.lead());
        var offer = awaitOffers(lead, 1).getFirst();
        failed(offer);
        awaitStates(lead, "WITHDRAWN");
        assertThat(used(capped)).containsExactly(0, 0);
        // When
        accepted(offer);
        accepted(offer);
        // Then
        awaitStates(lead, "ACCEPTED");
        assertThat(used(capped)).containsExactly(1, 1);
    }

    @Test
    void shouldReleaseCapacityOnceHoweverOftenAnOfferEnds() {
        // Given
        var capped = known(market.firm(1).caps(5, null));
        var lead = classified(market.lead());
        var offer = awaitOffers(lead, 1).getFirst();
        awaitOffers(classified(market.lead()), 1);
        // When
        declined(offer);
        expired(offer);
        tellAndAwait(new LeadWithdrawn(lead.leadId(), NOW));
        // Then
        awaitStates(lead, "DECLINED");
        assertThat(used(capped)).containsExactly(1, 1);
    }

    @Test
    void shouldCountWhatWasPromisedWhileThereWasNoCap() {
        // Given
        var firm = market.firm(1);
        known(firm.caps(5, null));
        awaitOffers(classified(market.lead()), 1);
        tellAndAwait(new BusinessUpdated(firm.caps(null, null).profile()));
        awaitOffers(classified(market.lead()), 1);
        tellAndAwait(new BusinessUpdated(firm.caps(5, null).profile()));
        // When
        awaitOffers(classified(market.lead()), 1);
        // Then
        assertThat(used(firm.id())).containsExactly(3, 3);
    }

    @Test
    void shouldComeBackWhenWokenTooEarly() {
        // Given
        known(market.firm(1).quiet(NOON_REST));
        var lead = classified(market.lead());
        await().atMost(10, SECONDS).until(() -> !laterWaves(lead).isEmpty());
        // When
        run(
                "update work set due_at = now() where kind = 'later-wave' and key like $1",
                lead.leadId() + "@%");
        // Then
        await().atMost(10, SECONDS)
                .until(
                        () ->
                                rows(
                                                        "select 1 from work where kind = 'later-wave' and key like $1 and state = 'OPEN' and last_error = 'early'",
                                                        lead.leadId() + "@%")
                                                .size()
                                        == 1);
    }

    private UUID known(Market.Firm firm) {
        tellAndAwait(new BusinessRegistered(firm.profile()));
        return firm.id();
    }

    private LeadClassified classified(LeadClassified lead) {
        tellAndAwait(lead);
        return lead;
    }

    private void accepted(MatchOffered offer) {
        tellAndAwait(new MatchAccepted(offer.leadId(), offer.matchId(), offer.businessId(), NOW));
    }

    private void declined(MatchOffered offer) {
        tellAndAwait(new MatchDeclined(offer.leadId(), offer.matchId(), offer.businessId(), NOW));
    }

    private void expired(MatchOffered offer) {
        tellAndAwait(new MatchExpired(offer.leadId(), offer.matchId(), offer.businessId(), NOW));
    }

    private void sent(MatchOffered offer) {
        events.tell(
                Source.NOTIFIER,
                new NotificationSent(
                        offer.leadId(),
                        Identifiers.next(),
                        offer.matchId(),
                        Party.BUSINESS,
                        NotificationKind.NEW_LEAD,
                        Channel.EMAIL,
                        "sendgrid",
                        NOW));
    }

    private void failed(MatchOffered offer) {
        events.tell(
                Source.NOTIFIER,
                new NotificationFailed(
                        offer.leadId(),
                        Identifiers.next(),
                        offer.matchId(),
                        Party.BUSINESS,
                        NotificationKind.NEW_LEAD,
                        Channel.EMAIL,
                        "refused",
                        NOW));
    }

    private void tellAndAwait(Fact fact) {
        awaitHandled(events.tell(Source.LEAD_INTAKE, fact));
    }

    private void awaitHandled(Event event) {
        await().atMost(15, SECONDS)
                .until(
                        () ->
                                rows("select 1 from inbox where event_id = $1", event.id()).size()
                                        == 1);
    }

    private List<MatchOffered> offers(LeadClassified lead) {
        return events.told(MatchOffered.class).stream()
                .filter(fact -> fact.leadId().equals(lead.leadId()))
                .toList();
    }

    private List<MatchOffered> awaitOffers(LeadClassified lead, int count) {
        await().atMost(10, SECONDS).until(() -> offers(lead).size() == count);
        return offers(lead);
    }

    private List<LeadUnmatched> unmatched(LeadClassified lead) {
        return events.told(LeadUnmatched.class).stream()
                .filter(fact -> fact.leadId().equals(lead.leadId()))
                .toList();
    }

    private void lookAgain(LeadClassified lead) {
        run(
                "update work set due_at = now() where kind = 'second-look' and key = $1",
                lead.leadId().toString());
    }

    private void awaitSecondLook(LeadClassified lead, String condition) {
        await().atMost(10, SECONDS)
                .until(
                        () ->
                                rows(
                                                        "select 1 from work where kind = 'second-look' and key = $1 and "
                                                                + condition,
                                                        lead.leadId().toString())
                                                .size()
                                        == 1);
    }

    /// When patience has ended.
    private LeadUnmatched awaitUnmatched(LeadClassified lead) {
        MovedClock.get().advance(PATIENCE);
        lookAgain(lead);
        await().atMost(10, SECONDS).until(() -> unmatched(lead).size() == 1);
        return unmatched(lead).getFirst();
    }

    private List<MatchOfferWithdrawn> withdrawn(LeadClassified lead) {
        return events.told(MatchOfferWithdrawn.class).stream()
                .filter(fact -> fact.leadId().equals(lead.leadId()))
                .toList();
    }

    private UUID nextInRank(LeadClassified lead, int rank) {
        return rows(
                        "select business_id from candidate where lead_id = $1 and rank = $2",
                        lead.leadId(),
                        rank)
                .getFirst()
                .uuid(0);
    }

    private List<String> states(LeadClassified lead) {
        return rows("select state from offer where lead_id = $1 order by id", lead.leadId())
                .stream()
                .map(row -> row.text(0))
                .toList();
    }

    private void awaitStates(LeadClassified lead, String... states) {
        await().atMost(10, SECONDS).until(() -> states(lead).equals(List.of(states)));
    }

    private List<Row> laterWaves(LeadClassified lead) {
        return rows(
                "select 1 from work where kind = 'later-wave' and key like $1",
                lead.leadId() + "@%");
    }

    private List<Integer> used(UUID business) {
        return rows("select used from capacity where business_id = $1 order by period", business)
                .stream()
                .map(row -> row.integer(0))
                .toList();
    }

    private static String[] keys(List<MatchOffered> offers) {
        return offers.stream().map(offer -> offer.matchId().toString()).toArray(String[]::new);
    }

    private List<Row> rows(String query, Object... arguments) {
        return transactions
                .run(() -> sql.select(query, arguments))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private void run(String statement, Object argument) {
        transactions
                .run(() -> sql.update(statement, argument))
                .await()
                .atMost(Duration.ofSeconds(5));
    }
}
