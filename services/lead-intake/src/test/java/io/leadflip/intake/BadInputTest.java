package io.leadflip.intake;

import static io.leadflip.intake.Desk.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class BadInputTest {
    @Inject Desk desk;

    @Test
    void shouldRefuseLeadWithoutKey() {
        // Given a good form
        // When
        var answer = json().body(Desk.form(Desk.LEAKING, Desk.newPhone())).post("/v1/leads");
        // Then
        refused(answer, 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"text\"", "{\"text\":{}}", "{\"consents\":\"none\"}"})
    void shouldRefuseBodyThatIsNoLead(String body) {
        // Given a body of the wrong shape
        // When
        var answer = json().header("Idempotency-Key", "k").body(body).post("/v1/leads");
        // Then
        refused(answer, 400);
    }

    @Test
    void shouldNameEverythingThatIsWrong() {
        // Given
        var form =
                Map.<String, Object>of(
                        "text", "short", "zip", "4603", "email", "nobody", "phone", "12");
        // When
        var answer = Desk.post("k" + Identifiers.next(), form);
        // Then
        refused(answer, 422);
        answer.then()
                .body("errors.pointer", hasItem("/text"))
                .body("errors.pointer", hasItem("/zip"))
                .body("errors.pointer", hasItem("/email"))
                .body("errors.pointer", hasItem("/phone"));
    }

    @Test
    void shouldRefuseKeyOfAnotherPayload() {
        // Given
        var key = Identifiers.next().toString();
        var form = new HashMap<>(Desk.form(Desk.LEAKING, Desk.newPhone()));
        Desk.post(key, form).then().statusCode(202);
        form.put("text", "Something quite different about a leaking sink");
        // When
        var answer = Desk.post(key, form);
        // Then
        refused(answer, 422);
    }

    @Test
    void shouldRefuseTooLargeBody() {
        // Given
        var form = Map.<String, Object>of("text", "x".repeat(70_000), "phone", Desk.newPhone());
        // When
        var answer = Desk.post("k", form);
        // Then
        refused(answer, 413);
    }

    @Test
    void shouldRefuseOtherMediaTypesMethodsAndPaths() {
        // Given no JSON
        // When
        var text =
                given().contentType(ContentType.TEXT)
                        .header("Idempotency-Key", "k")
                        .body("Hello")
                        .post("/v1/leads");
        var method = json().put("/v1/leads");
        var path = json().get("/v1/nothing");
        // Then
        refused(text, 415);
        refused(method, 405);
        refused(path, 404);
    }

    @Test
    void shouldAskWhoIsThere() {
        // Given
        var lead = desk.submit(Desk.LEAKING);
        // When
        var nobody = json().get(lead.path());
        var forged = json().auth().oauth2("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.").get(lead.path());
        var forgedSubmission =
                json().auth()
                        .oauth2("nonsense")
                        .header("Idempotency-Key", "k")
                        .body(Desk.form(Desk.LEAKING, Desk.newPhone()))
                        .post("/v1/leads");
        var otherClient =
                json().auth()
                        .oauth2(OutsideWorld.token("u", Map.of("azp", "somebody-else")))
                        .get("/v1/leads");
        var pending =
                json().auth()
                        .oauth2(OutsideWorld.token("u", Map.of("sts", "pending")))
                        .get("/v1/leads");
        // Then
        refused(nobody, 401);
        refused(forged, 401);
        refused(forgedSubmission, 401);
        refused(otherClient, 401);
        refused(pending, 403);
    }

    @Test
    void shouldNotShowOneConsumersLeadToAnother() {
        // Given
        var lead = desk.submit(Desk.LEAKING);
        var other = desk.submit(Desk.LEAKING);
        // When
        var byToken = other.by().get(lead.path());
        var byAccount =
                json().auth()
                        .oauth2(OutsideWorld.token("somebody", "consumer"))
                        .get(lead.path() + "/timeline");
        var stream = other.by().get(lead.path() + "/events");
        // Then
        refused(byToken, 403);
        refused(byAccount, 403);
        refused(stream, 403);
    }

    @Test
    void shouldSayWhatIsNotThere() {
        // Given
        var id = Identifiers.next();
        var lead = desk.submit(Desk.LEAKING);
        var business = desk.business();
        // When
        var answers =
                List.of(
                        lead.by().get("/v1/leads/" + id),
                        lead.by().get("/v1/leads/not-an-id"),
                        business.by().post("/v1/matches/" + id + "/accept"),
                        lead.by()
                                .body(Desk.consent(business))
                                .put("/v1/matches/" + id + "/consent"),
                        business.by().get("/v1/businesses/" + id),
                        business.by().get("/v1/calls/" + id));
        // Then
        answers.forEach(answer -> refused(answer, 404));
    }

    @Test
    void shouldKeepRolesApart() {
        // Given
        var consumer = OutsideWorld.token("consumer-" + Identifiers.next(), "consumer");
        var business = desk.business();
        // When
        var registration =
                json().auth()
                        .oauth2(consumer)
                        .header("Idempotency-Key", "k")
                        .body(Desk.profile("Mine"))
                        .post("/v1/businesses");
        var stats = business.by().get("/v1/admin/stats");
        var another =
                json().auth()
                        .oauth2(OutsideWorld.token("other-owner", "business"))
                        .get("/v1/businesses/" + business.id());
        // Then
        refused(registration, 403);
        refused(stats, 403);
        refused(another, 403);
        json().auth()
                .oauth2(OutsideWorld.token("boss", "admin"))
                .get("/v1/admin/stats")
                .then()
                .statusCode(200);
        json().auth()
                .oauth2(OutsideWorld.token("boss", "admin"))
                .get("/v1/admin/dead-letters")
                .then()
                .statusCode(200);
    }

    @Test
    void shouldRefuseBusinessThatIsIncomplete() {
        // Given
        var profile = new HashMap<>(Desk.profile("X"));
        profile.put("area", Map.of("latitude", 91, "longitude", 0, "radiusMiles", 500));
        profile.put("timeZone", "Mars/Olympus");
        var token = OutsideWorld.token("owner-" + Identifiers.next(), "business");
        // When
        var answer =
                json().auth()
                        .oauth2(token)
                        .header("Idempotency-Key", "k")
                        .body(profile)
                        .post("/v1/businesses");
        // Then
        refused(answer, 422);
        answer.then()
                .body("errors.pointer", hasItem("/timeZone"))
                .body("errors.pointer", hasItem("/area/radiusMiles"));
    }

    @Test
    void shouldAnswerPreflightOfKnownOriginOnly() {
        // Given a browser
        // When
        var known =
                given().header("Origin", "http://localhost:3000")
                        .header("Access-Control-Request-Method", "POST")
                        .options("/v1/leads");
        var unknown =
                given().header("Origin", "http://evil.example")
                        .header("Access-Control-Request-Method", "POST")
                        .options("/v1/leads");
        // Then
        known.then().statusCode(200).header("Access-Control-Allow-Origin", "http://localhost:3000");
        assertThat(unknown.header("Access-Control-Allow-Origin")).isNull();
    }

    private static void refused(Response answer, int status) {
        answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status));
        assertThat(answer.asString())
                .doesNotContain("Exception", "io.leadflip", "select ", "PgException");
    }
}
