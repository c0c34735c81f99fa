package io.leadflip.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.CallFact.CallCancelled;
import io.leadflip.contracts.event.CallFact.CallConcluded;
import io.leadflip.contracts.event.MatchFact.MatchOffered;
import io.leadflip.contracts.event.NotificationFact.NotificationSent;
import io.leadflip.contracts.event.Source;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.Interest;
import io.leadflip.contracts.value.MatchScore;
import io.leadflip.contracts.value.NotificationKind;
import io.leadflip.contracts.value.Party;
import io.leadflip.contracts.value.ServiceCategory;
import io.leadflip.contracts.value.Urgency;
import io.leadflip.intake.contact.PhoneProof;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Row;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.TestEvents;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// What consumers, businesses and other services do, in the words of the tests.
@ApplicationScoped
class Desk {
    static final Duration WITHIN = Duration.ofSeconds(15);
    static final Duration WINDOW = Duration.ofMinutes(15);
    static final String LEAKING =
            "My kitchen sink pipe leaks badly in Carmel 46032, please come today, at most $500, licensed plumber only.";

    private static final AtomicInteger NUMBERS = new AtomicInteger(1000);

    private final TestEvents events;
    private final Transactions transactions;
    private final Sql sql;
    private final PhoneProof phones;

    Desk(TestEvents events, Transactions transactions, Sql sql, PhoneProof phones) {
        this.events = events;
        this.transactions = transactions;
        this.sql = sql;
        this.phones = phones;
    }

    /// A visitor with a lead.
    record Lead(UUID id, String token, String phone) {
        RequestSpecification by() {
            return json().header("X-Tracking-Token", token);
        }

        String path() {
            return "/v1/leads/" + id;
        }
    }

    record Business(UUID id, String token, String name) {
        RequestSpecification by() {
            return json().auth().oauth2(token);
        }
    }

    static RequestSpecification json() {
        return given().contentType(ContentType.JSON).header("User-Agent", "a test");
    }

    static String newPhone() {
        return "+1317556" + NUMBERS.incrementAndGet();
    }

    static Map<String, Object> form(String text, String phone) {
        return Map.of(
                "text",
                text,
                "phone",
                phone,
                "email",
                phone.substring(2) + "@example.com",
                "name",
                "Pat Doe",
                "consents",
                List.of(
                        Map.of(
                                "kind",
                                "SERVICE_MESSAGES",
                                "granted",
                                true,
                                "text",
                                "Tell me about my request",
                                "version",
                                "1")));
    }

    static Response post(String key, Map<String, Object> form) {
        return json().header("Idempotency-Key", key).body(form).post("/v1/leads");
    }

    Lead submit(String text) {
        var phone = newPhone();
        var body =
                post(Identifiers.next().toString(), form(text, phone))
                        .then()
                        .statusCode(202)
                        .extract()
                        .jsonPath();
        return new Lead(
                UUID.fromString(body.getString("leadId")), body.getString("trackingToken"), phone);
    }

    Lead classified() {
        var lead = submit(LEAKING);
        awaitStatus(lead, "CLASSIFIED");
        return lead;
    }

    void awaitStatus(Lead lead, String status) {
        await().atMost(WITHIN).untilAsserted(() -> assertThat(status(lead)).isEqualTo(status));
    }

    String status(Lead lead) {
        return lead.by().get(lead.path()).then().statusCode(200).extract().path("status");
    }

    Business business() {
        var subject = "owner-" + Identifiers.next();
        var token = OutsideWorld.token(subject, "business");
        var name = "Carmel Pipe Works " + NUMBERS.incrementAndGet();
        String id =
                json().auth()
                        .oauth2(token)
                        .header("Idempotency-Key", subject)
                        .body(profile(name))
                        .post("/v1/businesses")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("businessId");
        return new Business(UUID.fromString(id), token, name);
    }

    static Map<String, Object> profile(String name) {
        return Map.ofEntries(
                Map.entry("name", name),
                Map.entry("email", "office@pipes.example"),
                Map.entry("phone", "(317) 557-0100"),
                Map.entry("categories", List.of("plumbing", "hvac")),
                Map.entry(
                        "area",
                        Map.of(
                                "latitude",
                                39.9783,
                                "longitude",
                                -86.118,
                                "radiusMiles",
                                25,
                                "zips",
                                List.of("46032"))),
                Map.entry("priceTier", "standard"),
                Map.entry("averageJobPrice", 250.00),
                Map.entry("emergencyService", true),
                Map.entry("licensed", true),
                Map.entry("insured", false),
                Map.entry("answersWithin24h", true),
                Map.entry("tags", List.of("same_day")),
                Map.entry("timeZone", "America/Indiana/Indianapolis"),
                Map.entry(
                        "quietHours",
                        Map.of("from", "21:00", "until", "07:00", "emergenciesAllowed", true)),
                Map.entry("monthlyCap", 50),
                Map.entry("channels", List.of("EMAIL", "SMS")));
    }

    UUID offered(Lead lead, Business business, Duration window) {
        var matchId = Identifiers.next();
        events.tell(
                Source.MATCHING,
                new MatchOffered(
                        lead.id(),
                        matchId,
                        business.id(),
                        ServiceCategory.PLUMBING,
                        Urgency.EMERGENCY,
                        new MatchScore(30, 20, 8, 8, 10, 5, 2),
                        List.of("1.2 miles away", "licensed"),
                        1931.2,
                        1,
                        window,
                        Instant.now()));
        await().atMost(WITHIN).untilAsserted(() -> assertThat(match(matchId)).isEqualTo("OFFERED"));
        return matchId;
    }

    void told(Lead lead, UUID matchId) {
        events.tell(
                Source.NOTIFIER,
                new NotificationSent(
                        lead.id(),
                        Identifiers.next(),
                        matchId,
                        Party.BUSINESS,
                        NotificationKind.NEW_LEAD,
                        Channel.EMAIL,
                        "sendgrid",
                        Instant.now()));
    }

    UUID accepted(Lead lead, Business business) {
        var matchId = offered(lead, business, WINDOW);
        business.by().post("/v1/matches/" + matchId + "/accept").then().statusCode(200);
        return matchId;
    }

    void prove(Lead lead) {
        lead.by().body("{}").post(lead.path() + "/phone-verification").then().statusCode(202);
        lead.by()
                .body(Map.of("code", code(lead)))
                .post(lead.path() + "/phone-verification")
                .then()
                .statusCode(200);
    }

    UUID verification(Lead lead) {
        return one(
                        "select id from phone_verification where lead_id = $1 order by requested_at desc limit 1",
                        lead.id())
                .uuid(0);
    }

    String code(Lead lead) {
        return phones.code(verification(lead));
    }

    static Map<String, Object> consent(Business business) {
        return Map.of(
                "channels",
                List.of("AI_VOICE"),
                "purposes",
                List.of("qualify_lead", "consumer_callback"),
                "text",
                "I agree that "
                        + business.name()
                        + " may call me about this request with an AI assistant.",
                "version",
                "2026-11",
                "agreed",
                true);
    }

    void consents(Lead lead, UUID matchId, Business business) {
        lead.by()
                .body(consent(business))
                .put("/v1/matches/" + matchId + "/consent")
                .then()
                .statusCode(200);
    }

    /// Everything that a call for the business takes.
    UUID ready(Lead lead, Business business) {
        var matchId = accepted(lead, business);
        prove(lead);
        consents(lead, matchId, business);
        return matchId;
    }

    Response call(Business business, UUID matchId, String key) {
        return business.by()
                .header("Idempotency-Key", key)
                .body(
                        Map.of(
                                "purpose",
                                "qualify_lead",
                                "objective",
                                "Find out how bad the leak is and agree on a visit."))
                .post("/v1/matches/" + matchId + "/calls");
    }

    void concluded(
            Lead lead,
            UUID matchId,
            Business business,
            UUID callId,
            CallOutcome outcome,
            Instant appointment) {
        concluded(lead, matchId, business, callId, outcome, Interest.HIGH, appointment);
    }

    void concluded(
            Lead lead,
            UUID matchId,
            Business business,
            UUID callId,
            CallOutcome outcome,
            Interest interest,
            Instant appointment) {
        events.tell(
                Source.CALL_ORCHESTRATOR,
                new CallConcluded(
                        lead.id(),
                        matchId,
                        business.id(),
                        callId,
                        outcome,
                        interest,
                        appointment,
                        null,
                        new BigDecimal("0.12"),
                        1,
                        true,
                        Instant.now()));
    }

    void cancelled(Lead lead, UUID callId) {
        events.tell(
                Source.CALL_ORCHESTRATOR,
                new CallCancelled(lead.id(), callId, "stopped", Instant.now()));
        await().atMost(WITHIN)
                .until(
                        () ->
                                "CANCELLED"
                                        .equals(
                                                one(
                                                                "select status from call_request where id = $1",
                                                                callId)
                                                        .text(0)));
    }

    String match(UUID matchId) {
        return transactions
                .run(() -> sql.first("select status from match where id = $1", matchId))
                .await()
                .atMost(WITHIN)
                .map(row -> row.text(0))
                .orElse(null);
    }

    Row one(String query, Object... arguments) {
        return transactions
                .run(() -> sql.first(query, arguments))
                .await()
                .atMost(WITHIN)
                .orElseThrow();
    }
}
