package io.leadflip.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.leadflip.contracts.event.BusinessFact.BusinessRegistered;
import io.leadflip.contracts.event.BusinessFact.BusinessUpdated;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class BusinessTest {
    @Inject Desk desk;
    @Inject TestEvents events;

    @Test
    void shouldKeepOneBusinessPerOwner() {
        // Given
        var business = desk.business();
        var told =
                events.told(BusinessRegistered.class).stream()
                        .filter(fact -> fact.profile().businessId().equals(business.id()))
                        .toList();
        // When
        business.by()
                .header("Idempotency-Key", "another")
                .body(Desk.profile("Another"))
                .post("/v1/businesses")
                .then()
                .statusCode(409)
                .body("businessId", equalTo(business.id().toString()));
        // Then
        assertThat(told).hasSize(1);
        business.by()
                .body("{\"dailyCap\":3}")
                .patch("/v1/businesses/" + business.id())
                .then()
                .statusCode(200)
                .body("dailyCap", equalTo(3))
                .body("name", equalTo(business.name()))
                .body("monthlyCap", equalTo(50));
        assertThat(events.told(BusinessUpdated.class))
                .anyMatch(
                        fact ->
                                fact.profile().businessId().equals(business.id())
                                        && fact.profile().dailyCap() == 3);
        business.by()
                .body("{\"channels\":[]}")
                .patch("/v1/businesses/" + business.id())
                .then()
                .statusCode(422);
    }
}
