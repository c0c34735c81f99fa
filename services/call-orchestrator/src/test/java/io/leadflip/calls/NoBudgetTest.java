package io.leadflip.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.event.CallFact.CallCancelled;
import io.leadflip.contracts.event.Source;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/// Nothing may be spent on a call, so none is made.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
@WithTestResource(
        value = DifferentSettings.class,
        initArgs = @ResourceArg(name = "leadflip.spend.per-call", value = "0"))
class NoBudgetTest {
    @Inject TestEvents events;
    @Inject CallDesk desk;

    @Test
    void shouldDialNobodyWhenACallMayCostNothing() {
        // Given
        desk.bridgeIsThere();
        Subject subject = desk.subject();
        // When
        events.tell(Source.LEAD_INTAKE, subject.requested());
        // Then
        assertThat(desk.awaitFact(CallCancelled.class, subject).reason())
                .isEqualTo("budget-exhausted");
        assertThat(OutsideWorld.TWILIO.requestsTo(subject.phone())).isZero();
    }
}
