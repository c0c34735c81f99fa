package io.leadflip.intake;

import static io.leadflip.intake.Desk.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;

import io.leadflip.contracts.event.ConsentFact.ConsentGranted;
import io.leadflip.contracts.event.ConsentFact.ConsentRevoked;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.leadflip.platform.testing.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A consumer agrees in person to be contacted by one business, and that can be shown later.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class SellerConsentTest {
    @Inject Desk desk;
    @Inject TestEvents events;
    @Inject Transactions transactions;
    @Inject Sql sql;

    @Test
    void shouldKeepEvidenceOfConsentOrNothing() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        var path = "/v1/matches/" + matchId + "/consent";
        var namesNobody = new HashMap<>(Desk.consent(business));
        namesNobody.put("text", "I agree to be called by partners with AI.");
        var notAgreed = new HashMap<>(Desk.consent(business));
        notAgreed.put("agreed", false);
        lead.by().body(namesNobody).put(path).then().statusCode(422);
        lead.by().body(notAgreed).put(path).then().statusCode(422);
        // When
        desk.consents(lead, matchId, business);
        // Then
        var row =
                desk.one(
                        "select text_version, address, user_agent, page, names_seller from consent where match_id = $1",
                        matchId);
        assertThat(Stream.of(row.text(0), row.text(1), row.text(2), row.text(3)))
                .doesNotContainNull();
        assertThat(row.bool(4)).isTrue();
        assertThat(events.told(ConsentGranted.class))
                .filteredOn(fact -> fact.matchId().equals(matchId))
                .hasSize(1);
        assertThatThrownBy(
                        () ->
                                transactions
                                        .run(
                                                () ->
                                                        sql.update(
                                                                "update consent set user_agent = '' where match_id = $1",
                                                                matchId))
                                        .await()
                                        .atMost(Desk.WITHIN))
                .hasMessageContaining("consent");
        assertThatThrownBy(
                        () ->
                                transactions
                                        .run(
                                                () ->
                                                        sql.update(
                                                                "update consent set page = null where match_id = $1",
                                                                matchId))
                                        .await()
                                        .atMost(Desk.WITHIN))
                .hasMessageContaining("page");
    }

    @ParameterizedTest
    @CsvSource({
        "Referer, https://leadflip.example/leads/1, Mozilla/5.0, https://leadflip.example/leads/1",
        "Origin, http://localhost:3000, Mozilla/5.0, http://localhost:3000",
        "X-None, none, LeadFlip/3.1 (iOS), app LeadFlip/3.1 (iOS)"
    })
    void shouldKeepWhereTheTextWasShown(String header, String value, String agent, String page) {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        // When
        given().contentType(ContentType.JSON)
                .header("User-Agent", agent)
                .header("X-Tracking-Token", lead.token())
                .header(header, value)
                .body(Desk.consent(business))
                .put("/v1/matches/" + matchId + "/consent")
                .then()
                .statusCode(200);
        // Then
        assertThat(desk.one("select page from consent where match_id = $1", matchId).text(0))
                .isEqualTo(page);
    }

    /// The address of our own door is where it was sent to, not where it was shown.
    @Test
    void shouldTakeNoConsentOfABrowserThatTellsNoPage() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        var browser =
                given().contentType(ContentType.JSON)
                        .header("User-Agent", "Mozilla/5.0")
                        .header("X-Tracking-Token", lead.token());
        // When
        var consent =
                browser.body(Desk.consent(business)).put("/v1/matches/" + matchId + "/consent");
        // Then
        consent.then()
                .statusCode(422)
                .body(
                        "errors.detail",
                        contains(
                                "the page it was shown on, in a Referer or Origin header, kept as evidence"));
        assertThat(desk.one("select count(*) from consent where match_id = $1", matchId).integer(0))
                .isZero();
    }

    /// A visitor's token is the only means to revoke it.
    @Test
    void shouldNotOutliveTheMeansToRevokeIt() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        // When
        var matchId = desk.ready(lead, business);
        // Then
        assertThat(
                        desk.one(
                                        """
                                        select expires_at = (select tracking_until from lead where id = lead_id)
                                        from consent where match_id = $1""",
                                        matchId)
                                .bool(0))
                .isTrue();
    }

    @Test
    void shouldLetNobodyAgreeWhoActsForTheConsumer() {
        // Given: somebody else's session in the consumer's name (RFC 8693 §4.1)
        var subject = "consumer-" + Identifiers.next();
        var stands = OutsideWorld.token(subject, Map.of("act", Map.of("sub", "support")));
        // When
        var submitted =
                Desk.json()
                        .auth()
                        .oauth2(stands)
                        .header("Idempotency-Key", subject)
                        .body(Desk.form(Desk.LEAKING, Desk.newPhone()))
                        .post("/v1/leads");
        // Then
        submitted.then().statusCode(403);
        Desk.json().auth().oauth2(stands).get("/v1/leads").then().statusCode(200);
    }

    @Test
    void shouldNotTakeRenewedConsentForRevocation() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.ready(lead, business);
        // When
        desk.consents(lead, matchId, business);
        // Then
        assertThat(events.told(ConsentRevoked.class))
                .noneMatch(fact -> fact.matchId().equals(matchId));
        assertThat(
                        desk.one(
                                        "select count(*) from consent where match_id = $1 and revoked_at is null",
                                        matchId)
                                .integer(0))
                .isEqualTo(1);
    }

    @Test
    void shouldLetNobodyAgreeForTheConsumer() {
        // Given
        var lead = desk.classified();
        var business = desk.business();
        var matchId = desk.accepted(lead, business);
        var admin = OutsideWorld.token("boss", "admin");
        // When
        var consent =
                json().auth()
                        .oauth2(admin)
                        .body(Desk.consent(business))
                        .put("/v1/matches/" + matchId + "/consent");
        // Then
        consent.then().statusCode(403);
    }
}
