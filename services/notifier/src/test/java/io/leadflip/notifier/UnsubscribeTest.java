package io.leadflip.notifier;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.LeadFact.LeadSubmitted;
import io.leadflip.contracts.event.NotificationFact.NotificationFailed;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/// The link in a mail.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
@WithTestResource(OutsideWorld.class)
class UnsubscribeTest {
    @Inject NotifierDesk desk;

    @Test
    void shouldUnsubscribeByButtonAndNotByLooking() {
        // Given
        desk.tell(desk.offered());
        desk.awaitState("SENT");
        var page = "/u/token-of-" + desk.leadId;
        // When
        given().get(page).then().statusCode(200).contentType("text/html");
        assertThat(desk.suppressed()).isEmpty();
        given().contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post(page)
                .then()
                .statusCode(200);
        given().post(page).then().statusCode(200);
        // Then
        assertThat(desk.suppressed())
                .singleElement()
                .satisfies(fact -> assertThat(fact.reason()).isEqualTo("unsubscribe"));
        given().post("/u/not-one-of-ours")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    /// The contact book may not have heard of it yet.
    @Test
    void shouldSendNothingToWhoUnsubscribedWhateverThePermitSays() {
        // Given
        desk.tell(desk.offered());
        desk.awaitState("SENT");
        given().post("/u/token-of-" + desk.leadId).then().statusCode(200);
        // When
        desk.tell(new LeadSubmitted(desk.leadId, NotifierDesk.NOW));
        // Then
        await().atMost(15, SECONDS).until(() -> !desk.told(NotificationFailed.class).isEmpty());
        assertThat(desk.told(NotificationFailed.class).getFirst().reason()).isEqualTo("suppressed");
        assertThat(desk.sent()).hasSize(1);
        given().post("/u/token-of-" + desk.leadId).then().statusCode(200);
        assertThat(desk.suppressed()).hasSize(1);
    }
}
