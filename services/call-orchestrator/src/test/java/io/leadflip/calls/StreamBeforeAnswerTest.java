package io.leadflip.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.calls.TwilioApi.Placed;
import io.leadflip.calls.transcript.SealKey;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.CallFact.CallEnded;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Twilio opens the stream and tells of the answer over two connections: either may be first.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class StreamBeforeAnswerTest {
    @Inject CallDesk desk;

    @BeforeEach
    void bridgeIsThere() {
        desk.bridgeIsThere();
    }

    /// Thread: openclaw/openclaw#79124
    @Test
    void shouldTakeTheStreamOfACallWhoseAnswerIsNotReportedYet() {
        // Given
        Subject subject = desk.subject();
        Placed placed = desk.call(subject);
        CallDesk.status(placed, "ringing", 1, Map.of()).statusCode(204);
        // When
        SealKey key = desk.bridgeJoins(subject, placed);
        CallDesk.status(placed, "in-progress", 2, Map.of()).statusCode(204);
        // Then
        desk.talk(subject, placed, key, "Yes, that works for me.");
        CallDesk.status(placed, "completed", 3, Map.of("CallDuration", "42")).statusCode(204);
        CallConcluded concluded = desk.awaitFact(CallConcluded.class, subject);
        assertThat(concluded.transcriptComplete()).isTrue();
        assertThat(concluded.attempts()).isEqualTo(1);
        assertThat(desk.facts(CallEnded.class, subject)).hasSize(1);
    }
}
