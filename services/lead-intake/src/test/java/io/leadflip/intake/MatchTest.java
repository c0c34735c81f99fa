package io.leadflip.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.leadflip.contracts.event.LeadFact.LeadUnmatched;
import io.leadflip.contracts.event.LeadFact.UnmatchedReason;
import io.leadflip.contracts.event.MatchFact.MatchAccepted;
import io.leadflip.contracts.event.MatchFact.MatchExpired;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A business is told of a lead and answers in its time, or does not; three may accept.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class MatchTest {
    @Inject Desk desk;
    @Inject TestEvents events;

    @Test
    void shouldMoveLeadToMatchedAndStartWindowWhenBusinessWasTold() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.offered(lead, business, Desk.WINDOW);
        // When
        desk.told(lead, matchId);
        // Then
        await().atMost(Desk.WITHIN)
                .untilAsserted(() -> assertThat(desk.match(matchId)).isEqualTo("NOTIFIED"));
        assertThat(desk.status(lead)).isEqualTo("MATCHED");
        lead.by()
                .get(lead.path() + "/matches")
                .then()
                .body("matches", hasSize(1))
                .body("matches[0].businessName", equalTo(business.name()))
                .body("matches[0].score", equalTo(83))
                .body("matches[0].distanceMiles", equalTo(1.2f))
                .body("matches[0].consent", nullValue());
        business.by()
                .get("/v1/businesses/" + business.id() + "/matches")
                .then()
                .body("matches[0].matchId", equalTo(matchId.toString()))
                .body("matches[0].answerBy", notNullValue())
                .body("matches[0].budget.max", equalTo(500.0f));
    }

    @Test
    void shouldTakeThreeAcceptsAndRefuseTheFourthHoweverManyComeAtOnce() throws Exception {
        // Given
        var lead = desk.classified();
        var businesses = IntStream.range(0, 6).mapToObj(n -> desk.business()).toList();
        var accepts =
                businesses.stream()
                        .map(
                                business ->
                                        Map.entry(
                                                business,
                                                desk.offered(lead, business, Desk.WINDOW)))
                        .<Callable<Response>>map(
                                offer ->
                                        () ->
                                                offer.getKey()
                                                        .by()
                                                        .post(
                                                                "/v1/matches/"
                                                                        + offer.getValue()
                                                                        + "/accept"))
                        .toList();
        // When
        try (var threads = Executors.newFixedThreadPool(6)) {
            var answers = threads.invokeAll(accepts);
            // Then
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get().statusCode());
                if (answer.get().statusCode() == 409) {
                    answer.get()
                            .then()
                            .contentType("application/problem+json")
                            .body("reason", equalTo("lead-filled"));
                }
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 200, 200, 409, 409, 409);
        }
        assertThat(events.told(MatchAccepted.class))
                .filteredOn(fact -> fact.leadId().equals(lead.id()))
                .hasSize(3);
    }

    @Test
    void shouldTellAcceptOnceWhenItComesTwice() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        // When
        business.by()
                .post("/v1/matches/" + matchId + "/accept")
                .then()
                .statusCode(200)
                .body("status", equalTo("ACCEPTED"));
        // Then
        assertThat(events.told(MatchAccepted.class))
                .filteredOn(fact -> fact.matchId().equals(matchId))
                .hasSize(1);
        business.by().body("{}").post("/v1/matches/" + matchId + "/decline").then().statusCode(409);
    }

    @Test
    void shouldExpireOfferThatWasNotAnsweredInTime() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.offered(lead, business, Duration.ofSeconds(1));
        // When
        desk.told(lead, matchId);
        // Then
        await().atMost(Desk.WITHIN)
                .untilAsserted(() -> assertThat(desk.match(matchId)).isEqualTo("EXPIRED"));
        assertThat(events.told(MatchExpired.class))
                .filteredOn(fact -> fact.matchId().equals(matchId))
                .hasSize(1);
        business.by()
                .post("/v1/matches/" + matchId + "/accept")
                .then()
                .statusCode(409)
                .body("reason", equalTo("too-late"));
    }

    @Test
    void shouldEndUnmatchedLeadAsMatchingSays() {
        // Given
        var lead = desk.classified();
        // When
        events.tell(
                Source.MATCHING,
                new LeadUnmatched(lead.id(), UnmatchedReason.NO_CANDIDATE, Instant.now()));
        // Then
        desk.awaitStatus(lead, "UNMATCHED");
    }
}
