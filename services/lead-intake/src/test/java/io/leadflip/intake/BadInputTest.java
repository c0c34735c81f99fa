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
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
    void shouldRefuseTextThatCannotBeStored() {
        // Given
        var form = new HashMap<>(Desk.form(Desk.LEAKING, Desk.newPhone()));
        form.put("text", "My sink leaks \u0000 in Carmel 46032");
        var faces = new HashMap<>(Desk.form("\uD83D\uDE00".repeat(6), Desk.newPhone()));
        // When
        var unseen = Desk.post(Identifiers.next().toString(), form);
        var short6 = Desk.post(Identifiers.next().toString(), faces);
        // Then
        refused(unseen, 400);
        refused(short6, 422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"categories\":[null]}",
                "{\"tags\":[null]}",
                "{\"channels\":[null]}",
                "{\"averageJobPrice\":1e400}",
                "{\"averageJobPrice\":0.001}",
                "{\"pausedUntil\":\"+999999-01-01T00:00:00Z\"}",
                "{\"name\":\"Pipes\\r\\nBcc: all\"}"
            })
    void shouldRefuseChangeThatOthersCouldNotRead(String change) {
        // Given
        var business = desk.business();
        // When
        var answer = business.by().body(change).patch("/v1/businesses/" + business.id());
        // Then
        refused(answer, 422);
    }

    @Test
    void shouldRefuseConsentToNothingInParticular() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        var path = "/v1/matches/" + matchId + "/consent";
        var consent = new HashMap<>(Desk.consent(business));
        consent.put("purposes", Arrays.asList("qualify_lead", null));
        // When
        var answer = lead.by().body(consent).put(path);
        // Then
        refused(answer, 422);
    }

    @Test
    void shouldRefuseTooLargeBodyThatIsNotAnnounced() throws Exception {
        // Given
        var body = "{\"text\":\"" + "x".repeat(200_000) + "\"}";
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://localhost:" + RestAssured.port + "/v1/leads"))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "k")
                        .POST(
                                HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(body.getBytes())))
                        .build();
        // When
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            // Then
            assertThat(answer.statusCode()).isEqualTo(413);
        }
    }

    @Test
    void shouldKeepAddressThatIngressForwards() {
        // Given
        var phone = Desk.newPhone();
        // When
        String leadId =
                json().header("Idempotency-Key", phone)
                        .header("X-Forwarded-For", "203.0.113.9")
                        .body(Desk.form(Desk.LEAKING, phone))
                        .post("/v1/leads")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("leadId");
        // Then
        assertThat(
                        desk.one(
                                        "select address from consent where lead_id = $1",
                                        UUID.fromString(leadId))
                                .text(0))
                .isEqualTo("203.0.113.9");
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
