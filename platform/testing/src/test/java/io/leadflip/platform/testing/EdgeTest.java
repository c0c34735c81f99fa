package io.leadflip.platform.testing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.leadflip.contracts.event.Source;
import io.leadflip.platform.door.DoorConfig;
import io.leadflip.platform.door.DoorTokens;
import io.leadflip.platform.door.InternalDoor;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "notify"))
class EdgeTest {
    @Inject InternalDoor door;
    @Inject DoorTokens tokens;
    @Inject DoorConfig config;

    @Test
    void shouldHideInternalPathsFromThePublicPort() {
        given().get("/internal/ping")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void shouldNotLetMatrixParametersSneakPastTheDoor() {
        given().get("/internal;x/ping").then().statusCode(404);
        given().port(door.port()).get("/internal;x/ping").then().statusCode(404);
    }

    @Test
    void shouldServeNothingElseThroughTheDoor() {
        given().port(door.port())
                .contentType(ContentType.JSON)
                .body("{\"number\":3}")
                .post("/ping")
                .then()
                .statusCode(404);
    }

    @Test
    void shouldNotOpenWithoutAToken() {
        given().port(door.port())
                .get("/internal/ping")
                .then()
                .statusCode(401)
                .body("code", equalTo("unauthorized"));
    }

    @Test
    void shouldNotOpenWithATokenForSomebodyElse() {
        given().port(door.port())
                .auth()
                .oauth2(tokens.issue(Source.MATCHING))
                .get("/internal/ping")
                .then()
                .statusCode(401);
    }

    @Test
    void shouldOpenToACallerOnTheListForWhatIsOnTheList() {
        // Given
        var token = tokenOf(Source.MATCHING);
        // Then
        given().port(door.port())
                .auth()
                .oauth2(token)
                .get("/internal/ping")
                .then()
                .statusCode(200)
                .body(is("inside"));
        given().port(door.port())
                .auth()
                .oauth2(token)
                .get("/internal/secret")
                .then()
                .statusCode(403);
        given().port(door.port())
                .auth()
                .oauth2(tokenOf(Source.LEAD_INTAKE))
                .get("/internal/ping")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldAnswerEveryFailureWithAProblemDocument() {
        post("{\"number\":3}").statusCode(200);
        post("{\"number\":1}")
                .statusCode(429)
                .header("Retry-After", "7")
                .body("limit", equalTo(5))
                .body("code", equalTo("too-many-requests"));
        post("{\"number\":11}").statusCode(400).body("errors[0].pointer", equalTo("number"));
        post("{\"number\":\"x\"}").statusCode(400).body("errors[0].pointer", equalTo("/number"));
        post("{").statusCode(400).contentType("application/problem+json");
        given().contentType("text/csv")
                .body("1")
                .post("/ping")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        given().get("/nowhere").then().statusCode(404).contentType("application/problem+json");
        given().get("/ping").then().statusCode(405).contentType("application/problem+json");
    }

    @Test
    void shouldNameTheRequestInItsAnswer() {
        given().header("X-Request-Id", "mine-1")
                .get("/nowhere")
                .then()
                .header("X-Request-Id", "mine-1");
        given().header("X-Request-Id", "not harmless")
                .get("/nowhere")
                .then()
                .header("X-Request-Id", not("not harmless"));
    }

    @Test
    void shouldTellNothingAboutOurInsides() {
        post("{\"number\":2}")
                .statusCode(500)
                .body("code", equalTo("internal"))
                .body(not(containsString("secret")));
    }

    private static ValidatableResponse post(String body) {
        return given().contentType(ContentType.JSON).body(body).post("/ping").then();
    }

    /// A token as another service would issue it.
    private String tokenOf(Source caller) {
        return new DoorTokens(caller, config).issue(Source.NOTIFIER);
    }
}
