package io.leadflip.intake;

import static io.leadflip.intake.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What calls cost by REST: asked for here, known to the service that dials.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class SpendTest {
    private static final String DOOR = "/internal/spend/search";
    private static final String BUSINESS = "00000000-0000-7000-8000-000000000009";
    private static final String REPORT =
            """
            {"at":"2026-11-27T12:00:00Z","priceTable":"2026-11",
             "caps":{"perCall":6.00,"perBusinessDay":40.00,"perPlatformHour":120.00},
             "platformHour":%s,"sums":[%s],"next":"2026-11-27T00:00:00Z~%s"}"""
                    .formatted(sum("120.00"), sum("40.00"), BUSINESS);

    @Test
    void shouldShowWhatWasSpentAndWhatIsLeft() {
        // Given
        OutsideWorld.answer(DOOR, REPORT);
        // When
        var answer =
                admin().get(
                                "/v1/admin/spend?scope=BUSINESS_DAY&business="
                                        + BUSINESS
                                        + "&from=2026-11-01&to=2026-11-27&limit=1")
                        .then();
        // Then
        answer.statusCode(200)
                .body("caps.perCall", equalTo(6.00f))
                .body("platformHour.cap", equalTo(120.00f))
                .body("sums[0].left", equalTo(38.25f))
                .body("next", equalTo("2026-11-27T00:00:00Z~" + BUSINESS));
        assertThat(asked())
                .isEqualTo(
                        new JsonObject()
                                .put("scope", "BUSINESS_DAY")
                                .put("from", "2026-11-01")
                                .put("to", "2026-11-27")
                                .put("businessId", BUSINESS)
                                .put("before", null)
                                .put("limit", 1));
    }

    @Test
    void shouldShowThePlatformsLastDaysWhenNothingIsSaid() {
        // Given
        OutsideWorld.answer(DOOR, REPORT);
        // When
        admin().get("/v1/admin/spend").then().statusCode(200);
        // Then
        var asked = asked();
        assertThat(asked.getString("scope")).isEqualTo("PLATFORM_DAY");
        assertThat(asked.getInteger("limit")).isEqualTo(100);
        assertThat(LocalDate.parse(asked.getString("from")).plusDays(30))
                .isEqualTo(asked.getString("to"));
    }

    @Test
    void shouldGoOnWhereThePageBeforeEnded() {
        // Given
        OutsideWorld.answer(DOOR, REPORT);
        String next = admin().get("/v1/admin/spend").then().extract().path("next");
        // When
        admin().queryParam("before", next).get("/v1/admin/spend").then().statusCode(200);
        // Then
        assertThat(asked().getString("before")).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    scope=BUSINESS                         | The parameter scope is unreadable.
                    business=able-plumbing                 | The parameter business is unreadable.
                    from=yesterday                         | The parameter from is unreadable.
                    from=2026-02-30                        | The parameter from is unreadable.
                    to=%2B123456-01-01                     | The parameter to is unreadable.
                    before=1                               | The parameter before is unreadable.
                    before=%2B999999-01-01T00:00:00Z       | The parameter before is unreadable.
                    before=2026-11-27T00:00:00Z~x          | The parameter before is unreadable.
                    limit=many                             | The parameter limit is unreadable.
                    limit=0                                | limit must be between 1 and 200.
                    limit=201                              | limit must be between 1 and 200.
                    from=2026-11-02&to=2026-11-01          | from must not be after to
                    from=2026-01-01&to=2026-11-01          | at most 92 days""")
    void shouldSayWhatIsWrongWithTheQuestion(String query, String detail) {
        admin().urlEncodingEnabled(false)
                .get("/v1/admin/spend?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(detail));
    }

    @Test
    void shouldSayThatNothingIsKnownWhenTheDialerDoesNotAnswer() {
        // Given
        OutsideWorld.fail(DOOR);
        // When
        var answer = admin().get("/v1/admin/spend").then();
        // Then
        answer.statusCode(503).contentType("application/problem+json").header("Retry-After", "2");
    }

    @Test
    void shouldShowItToAdminsOnly() {
        // Given
        var business =
                json().header("Authorization", "Bearer " + OutsideWorld.token("firm", "business"));
        // Then
        business.get("/v1/admin/spend").then().statusCode(403);
        json().get("/v1/admin/spend").then().statusCode(401);
    }

    private static JsonObject asked() {
        return new JsonObject(OutsideWorld.asked(DOOR));
    }

    private static String sum(String cap) {
        return """
               {"from":"2026-11-27T00:00:00Z","businessId":"%s","attempts":2,"open":1,
                "reserved":3.359,"settled":0.0705,"counts":1.75,"cap":%s,"left":38.25}"""
                .formatted(BUSINESS, cap);
    }

    private static RequestSpecification admin() {
        return json().header("Authorization", "Bearer " + OutsideWorld.token("boss", "admin"));
    }
}
