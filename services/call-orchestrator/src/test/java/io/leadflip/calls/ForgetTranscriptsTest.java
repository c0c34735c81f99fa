package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.calls.transcript.ForgetTranscripts;
import io.leadflip.calls.transcript.SealKey;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What was said can be read for half a year; what it came to stays.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class ForgetTranscriptsTest {
    @Inject CallDesk desk;
    @Inject ForgetTranscripts transcripts;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    @Test
    void shouldForgetWhatWasSaidLongAgoAndNothingElse() {
        // Given
        Subject old = desk.subject();
        Placed longAgo = talkedTo(old);
        Subject recent = desk.subject();
        talkedTo(recent);
        desk.update(
                "update attempt set ended_at = now() - interval '181 days' where id = $1",
                longAgo.attempt());
        // When
        transcripts.forget().await().atMost(WITHIN);
        // Then
        desk.fromDoor("/internal/calls/" + old.callId() + "/transcript")
                .statusCode(200)
                .body("turns", hasSize(0));
        desk.fromDoor("/internal/calls/" + old.callId())
                .statusCode(200)
                .body("summary", nullValue())
                .body("outcome", equalTo("DECLINED"));
        assertThat(
                        desk.count(
                                "select count(*) from attempt where id = $1 and sealed_key is null and sealed_brief is null",
                                longAgo.attempt()))
                .isEqualTo(1);
        // And
        desk.fromDoor("/internal/calls/" + recent.callId() + "/transcript")
                .statusCode(200)
                .body("turns", hasSize(2));
        desk.fromDoor("/internal/calls/" + recent.callId())
                .statusCode(200)
                .body("summary", notNullValue());
    }

    private Placed talkedTo(Subject subject) {
        Placed placed = desk.call(subject);
        SealKey key = desk.bridgeJoins(subject, placed);
        CallDesk.status(placed, "in-progress", 2, Map.of()).statusCode(204);
        desk.talk(subject, placed, key, "No thanks, not interested.");
        CallDesk.status(placed, "completed", 3, Map.of("CallDuration", "9")).statusCode(204);
        desk.awaitFact(CallConcluded.class, subject);
        return placed;
    }
}
