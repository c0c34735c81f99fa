package io.leadflip.matching;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.BusinessFact.BusinessRegistered;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.Fact;
import io.leadflip.contracts.event.LeadFact.LeadClassified;
import io.leadflip.contracts.event.LeadFact.LeadUnmatched;
import io.leadflip.contracts.event.MatchFact.MatchAccepted;
import io.leadflip.contracts.event.MatchFact.MatchDeclined;
import io.leadflip.contracts.event.MatchFact.MatchExpired;
import io.leadflip.contracts.event.MatchFact.MatchOfferWithdrawn;
import io.leadflip.contracts.event.MatchFact.MatchOffered;
import io.leadflip.contracts.event.NotificationFact.NotificationFailed;
import io.leadflip.contracts.event.NotificationFact.NotificationSent;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.NotificationKind;
import io.leadflip.contracts.value.Party;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.TestEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// What other services tell of leads, businesses and offers, and what came of it.
@ApplicationScoped
class MatchingDesk {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject TestEvents events;
    @Inject Sql sql;
    @Inject Transactions transactions;

    UUID known(Market.Firm firm) {
        tellAndAwait(new BusinessRegistered(firm.profile()));
        return firm.id();
    }

    LeadClassified classified(LeadClassified lead) {
        tellAndAwait(lead);
        return lead;
    }

    void accepted(MatchOffered offer) {
        tellAndAwait(
                new MatchAccepted(
                        offer.leadId(),
                        offer.matchId(),
                        offer.businessId(),
                        MovedClock.FRIDAY_NOON));
    }

    void declined(MatchOffered offer) {
        tellAndAwait(
                new MatchDeclined(
                        offer.leadId(),
                        offer.matchId(),
                        offer.businessId(),
                        MovedClock.FRIDAY_NOON));
    }

    void expired(MatchOffered offer) {
        tellAndAwait(
                new MatchExpired(
                        offer.leadId(),
                        offer.matchId(),
                        offer.businessId(),
                        MovedClock.FRIDAY_NOON));
    }

    void sent(MatchOffered offer) {
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
                        MovedClock.FRIDAY_NOON));
    }

    void failed(MatchOffered offer) {
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
                        MovedClock.FRIDAY_NOON));
    }

    void tellAndAwait(Fact fact) {
        awaitHandled(events.tell(Source.LEAD_INTAKE, fact));
    }

    void awaitHandled(Event event) {
        await().atMost(15, SECONDS)
                .until(
                        () ->
                                rows("select 1 from inbox where event_id = $1", event.id()).size()
                                        == 1);
    }

    List<MatchOffered> offers(LeadClassified lead) {
        return events.told(MatchOffered.class).stream()
                .filter(fact -> fact.leadId().equals(lead.leadId()))
                .toList();
    }

    List<MatchOffered> awaitOffers(LeadClassified lead, int count) {
        await().atMost(10, SECONDS).until(() -> offers(lead).size() == count);
        return offers(lead);
    }

    List<LeadUnmatched> unmatched(LeadClassified lead) {
        return events.told(LeadUnmatched.class).stream()
                .filter(fact -> fact.leadId().equals(lead.leadId()))
                .toList();
    }

    void lookAgain(LeadClassified lead) {
        run(
                "update work set due_at = now() where kind = 'second-look' and key = $1",
                lead.leadId().toString());
    }

    void awaitSecondLook(LeadClassified lead, String condition) {
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
    LeadUnmatched awaitUnmatched(LeadClassified lead) {
        MovedClock.get().advance(PATIENCE);
        lookAgain(lead);
        await().atMost(10, SECONDS).until(() -> unmatched(lead).size() == 1);
        return unmatched(lead).getFirst();
    }

    List<MatchOfferWithdrawn> withdrawn(LeadClassified lead) {
        return events.told(MatchOfferWithdrawn.class).stream()
                .filter(fact -> fact.leadId().equals(lead.leadId()))
                .toList();
    }

    UUID nextInRank(LeadClassified lead, int rank) {
        return rows(
                        "select business_id from candidate where lead_id = $1 and rank = $2",
                        lead.leadId(),
                        rank)
                .getFirst()
                .uuid(0);
    }

    List<String> states(LeadClassified lead) {
        return rows("select state from offer where lead_id = $1 order by id", lead.leadId())
                .stream()
                .map(row -> row.text(0))
                .toList();
    }

    void awaitStates(LeadClassified lead, String... states) {
        await().atMost(10, SECONDS).until(() -> states(lead).equals(List.of(states)));
    }

    void awaitLaterWave(LeadClassified lead) {
        await().atMost(10, SECONDS)
                .until(
                        () ->
                                !rows(
                                                "select 1 from work where kind = 'later-wave' and key like $1",
                                                lead.leadId() + "@%")
                                        .isEmpty());
    }

    /// As if the time of the later wave had come.
    void wake(LeadClassified lead) {
        run(
                "update work set due_at = now() where kind = 'later-wave' and key like $1",
                lead.leadId() + "@%");
    }

    List<Integer> used(UUID business) {
        return rows("select used from capacity where business_id = $1 order by period", business)
                .stream()
                .map(row -> row.integer(0))
                .toList();
    }

    static String[] keys(List<MatchOffered> offers) {
        return offers.stream().map(offer -> offer.matchId().toString()).toArray(String[]::new);
    }

    List<Row> rows(String query, Object... arguments) {
        return transactions
                .run(() -> sql.select(query, arguments))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    void run(String statement, Object argument) {
        transactions
                .run(() -> sql.update(statement, argument))
                .await()
                .atMost(Duration.ofSeconds(5));
    }
}
