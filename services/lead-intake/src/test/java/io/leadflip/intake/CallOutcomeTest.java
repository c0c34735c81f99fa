package io.leadflip.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.leadflip.contracts.event.CallFact.CallEnded;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What came of a call moves its lead, and only forward.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class CallOutcomeTest {
    @Inject Desk desk;
    @Inject TestEvents events;

    @ParameterizedTest
    @CsvSource({
        "GOAL_ACHIEVED,true,APPOINTED",
        "GOAL_ACHIEVED,false,CONTACTED",
        "VOICEMAIL,false,CONTACTED",
        "DECLINED,false,MATCHED",
        "NO_ANSWER,false,MATCHED",
        "OPTED_OUT,false,WITHDRAWN"
    })
    void shouldMoveLeadByOutcomeOfCall(CallOutcome outcome, boolean appointment, String expected) {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.ready(lead, business);
        var callId =
                UUID.fromString(
                        desk.call(business, matchId, "k")
                                .then()
                                .statusCode(202)
                                .extract()
                                .path("callId"));
        // When
        desk.concluded(
                lead,
                matchId,
                business,
                callId,
                outcome,
                appointment ? Instant.now().plusSeconds(86400) : null);
        // Then
        await().atMost(Desk.WITHIN)
                .untilAsserted(
                        () ->
                                assertThat(
                                                desk.one(
                                                                "select outcome from call_request where id = $1",
                                                                callId)
                                                        .text(0))
                                        .isEqualTo(outcome.name()));
        desk.awaitStatus(lead, expected);
    }

    @Test
    void shouldNeverMoveLeadBackwards() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        desk.concluded(
                lead,
                matchId,
                business,
                Identifiers.next(),
                CallOutcome.GOAL_ACHIEVED,
                Instant.now().plusSeconds(86400));
        desk.awaitStatus(lead, "APPOINTED");
        // When
        desk.concluded(lead, matchId, business, Identifiers.next(), CallOutcome.VOICEMAIL, null);
        // Then
        await().atMost(Desk.WITHIN)
                .untilAsserted(
                        () ->
                                assertThat(
                                                desk.one(
                                                                "select count(*) from timeline where lead_id = $1 and kind = 'call.concluded'",
                                                                lead.id())
                                                        .integer(0))
                                        .isEqualTo(2));
        assertThat(desk.status(lead)).isEqualTo("APPOINTED");
    }

    @Test
    void shouldNoteAttemptWhoseResultIsStillOpen() {
        // Given
        var lead = desk.classified();
        // When
        events.tell(
                Source.CALL_ORCHESTRATOR,
                new CallEnded(
                        lead.id(),
                        Identifiers.next(),
                        Identifiers.next(),
                        null,
                        62,
                        Instant.now()));
        // Then
        await().atMost(Desk.WITHIN)
                .untilAsserted(
                        () ->
                                lead.by()
                                        .get(lead.path() + "/timeline")
                                        .then()
                                        .statusCode(200)
                                        .body(
                                                "entries.find { it.kind == 'call.ended' }.detail.durationSeconds",
                                                equalTo(62)));
    }
}
