package io.leadflip.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.CallFact.CallRequested;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A call may be asked for at a time: with its zone, not in the past, at most 30 days ahead.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class CallTimeTest {
    @Inject Desk desk;
    @Inject TestEvents events;

    private Desk.Business business;
    private UUID match;

    @BeforeEach
    void matchIsReady() {
        var lead = desk.classified();
        business = desk.business();
        match = desk.ready(lead, business);
    }

    @Test
    void shouldKeepTheInstantThatWasMeant() {
        // Given
        var wanted = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
        // When
        var answer = at(wanted.atZone(ZoneId.of("America/Denver")).toOffsetDateTime().toString());
        // Then
        String call = answer.then().statusCode(202).extract().path("callId");
        assertThat(events.told(CallRequested.class))
                .filteredOn(fact -> fact.callId().equals(UUID.fromString(call)))
                .extracting(CallRequested::notBefore)
                .containsExactly(wanted);
    }

    @Test
    void shouldRefuseTimesThatAreNotMeantOrTooFar() {
        at("2027-01-04T12:00:00").then().statusCode(400);
        at(Instant.now().minus(Duration.ofHours(1)).toString()).then().statusCode(422);
        at(Instant.now().plus(Duration.ofDays(31)).toString()).then().statusCode(422);
    }

    private Response at(String time) {
        return business.by()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(
                        Map.of(
                                "purpose",
                                "qualify_lead",
                                "objective",
                                "Find out how bad the leak is.",
                                "at",
                                time))
                .post("/v1/matches/" + match + "/calls");
    }
}
