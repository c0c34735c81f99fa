package io.leadflip.intake;

import static io.leadflip.intake.Desk.WITHIN;
import static io.leadflip.intake.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.leadflip.contracts.event.Domain;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.platform.deadletter.DeadLetters;
import io.leadflip.platform.deadletter.Letter;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.stream.StreamConfig;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class OperationsTest {
    private static final String NONE = "{\"deadLetters\":[]}";
    private static final List<String> PEERS = List.of("/matching", "", "/notifier");

    @Inject Desk desk;
    @Inject DeadLetters deadLetters;
    @Inject Redis redis;
    @Inject StreamConfig config;

    private final UUID eventId = Identifiers.next();

    @BeforeEach
    void givePeersNoLetters() {
        PEERS.forEach(peer -> OutsideWorld.answer(peer + "/internal/dead-letters/search", NONE));
    }

    @Test
    void shouldShowLettersOfAllServicesNewestFirst() {
        // Given
        var own = bury("nobody could read it " + eventId);
        var newer = Identifiers.next();
        OutsideWorld.answer(
                "/notifier/internal/dead-letters/search",
                "{\"deadLetters\":[%s]}".formatted(letter(newer, "notifier")));
        // When
        var all = admin().get("/v1/admin/dead-letters?limit=2").then();
        var one =
                admin().get("/v1/admin/dead-letters?service=lead-intake&reason=" + eventId).then();
        // Then
        all.statusCode(200)
                .body("deadLetters.id", equalTo(List.of(newer.toString(), own.toString())))
                .body("deadLetters.service", equalTo(List.of("notifier", "lead-intake")))
                .body("next", equalTo(own.toString()))
                .body("unavailable", hasSize(0));
        one.body("deadLetters.id", equalTo(List.of(own.toString())));
        assertThat(OutsideWorld.asked("/matching/internal/dead-letters/search"))
                .contains("\"limit\":2");
    }

    @Test
    void shouldNameTheServiceThatIsAwayAndShowTheOthers() {
        // Given
        var own = bury("still shown");
        OutsideWorld.fail("/matching/internal/dead-letters/search");
        // When
        var answer = admin().get("/v1/admin/dead-letters").then();
        // Then
        answer.statusCode(200)
                .body("unavailable", equalTo(List.of("matching")))
                .body("deadLetters.id", hasItem(own.toString()));
    }

    @Test
    void shouldOpenALetterOfAnyService() {
        // Given
        var own = bury("look into it");
        var id = Identifiers.next();
        OutsideWorld.answer(
                "/notifier/internal/dead-letters/" + id,
                "{\"letter\":%s,\"payload\":{\"to\":\"•••\"},\"history\":[]}"
                        .formatted(letter(id, "notifier")));
        // When
        var mine = admin().get("/v1/admin/dead-letters/lead-intake/" + own).then();
        var theirs = admin().get("/v1/admin/dead-letters/notifier/" + id).then();
        var nobodys = admin().get("/v1/admin/dead-letters/matching/" + id).then();
        var nowhere = admin().get("/v1/admin/dead-letters/media-bridge/" + id).then();
        // Then
        mine.statusCode(200)
                .body("payload.type", equalTo("io.leadflip.match.offered.v2"))
                .body("payload.subject", equalTo("•••"))
                .body("history[0].error", equalTo("look into it"));
        theirs.statusCode(200).body("payload.to", equalTo("•••"));
        nobodys.statusCode(404);
        nowhere.statusCode(400);
        assertThat(OutsideWorld.asked("/notifier/internal/dead-letters/" + id))
                .endsWith(" by boss");
    }

    @Test
    void shouldActInTheNameOfTheOperator() {
        // Given
        var own = bury("put it away");
        var selection = Map.of("ids", List.of(own));
        for (var peer : PEERS) {
            OutsideWorld.answer(
                    peer + "/internal/dead-letters/discard",
                    "{\"service\":\"matching\",\"affected\":0,\"letters\":[]}");
        }
        OutsideWorld.fail("/notifier/internal/dead-letters/discard");
        // When
        var rehearsal =
                admin().body(selection)
                        .post("/v1/admin/dead-letters/dry-run?service=lead-intake")
                        .then();
        var answer = admin().body(selection).post("/v1/admin/dead-letters/discard").then();
        // Then
        rehearsal
                .statusCode(200)
                .body("services[0].affected", equalTo(0))
                .body("services[0].letters[0].outlook", equalTo("OTHER_VERSION"));
        answer.statusCode(200)
                .body("services[0].service", equalTo("lead-intake"))
                .body("services[0].affected", equalTo(1))
                .body("services", hasSize(3))
                .body("unavailable", equalTo(List.of("notifier")));
        assertThat(OutsideWorld.asked("/matching/internal/dead-letters/discard"))
                .contains(own.toString())
                .endsWith(" by boss");
        assertThat(desk.one("select settled_by from dead_letter where id = $1", own).text(0))
                .isEqualTo("boss");
    }

    @Test
    void shouldTellFactsOfATimeAgainUnderTheSameIds() {
        // Given
        var lead = desk.submit(Desk.LEAKING);
        await().atMost(WITHIN).until(() -> told(lead).size() == 1);
        var from = Instant.now().minus(1, ChronoUnit.HOURS);
        var form = Map.of("from", from, "type", "lead.submitted", "service", "lead-intake");
        var rehearsal =
                admin().body(
                                Map.of(
                                        "from",
                                        from,
                                        "type",
                                        "lead.submitted",
                                        "service",
                                        "lead-intake",
                                        "dryRun",
                                        true))
                        .post("/v1/admin/replays")
                        .then()
                        .statusCode(200)
                        .body("services[0].dryRun", equalTo(true));
        int facts = rehearsal.extract().path("services[0].facts");
        // When
        String id =
                admin().body(form)
                        .post("/v1/admin/replays")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("id");
        // Then
        await().atMost(WITHIN)
                .untilAsserted(
                        () ->
                                admin().get("/v1/admin/replays/" + id)
                                        .then()
                                        .body("services[0].doneAt", notNullValue()));
        admin().get("/v1/admin/replays/" + id)
                .then()
                .body("services[0].told", equalTo(facts))
                .body("services[0].requestedBy", equalTo("boss"));
        assertThat(told(lead)).hasSize(2).containsOnly(submission(lead));
    }

    @Test
    void shouldNotPromiseFactsThatAreGone() {
        // Given
        var from = Instant.now().minus(30, ChronoUnit.DAYS);
        // When
        var answer = admin().body(Map.of("from", from)).post("/v1/admin/replays").then();
        // Then
        answer.statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString("kept for 7 days; the earliest from is"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"from\":\"2099-01-01T00:00:00Z\"}",
                "{\"from\":\"2026-11-22T10:00:00Z\",\"to\":\"2026-11-22T09:00:00Z\"}"
            })
    void shouldRefuseAReplayOfNoTime(String form) {
        admin().body(form)
                .post("/v1/admin/replays")
                .then()
                .statusCode(422)
                .contentType("application/problem+json");
    }

    @Test
    void shouldRefuseAReplayOfNothingKnown() {
        // Given
        var now = Instant.now().minusSeconds(60);
        // When
        var type = admin().body(Map.of("from", now, "type", "lead.praised"));
        var service = admin().body(Map.of("from", now, "service", "nobody"));
        // Then
        type.post("/v1/admin/replays").then().statusCode(422);
        service.post("/v1/admin/replays").then().statusCode(400);
        admin().get("/v1/admin/replays/" + eventId).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service=nobody",
                "state=ALIVE",
                "origin=HEAVEN",
                "since=yesterday",
                "before=1",
                "limit=many",
                "reason=%00"
            })
    void shouldSayWhichParameterIsUnreadable(String query) {
        admin().urlEncodingEnabled(false)
                .get("/v1/admin/dead-letters?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void shouldServeAdminsOnlyAndNotReplayEverythingByAccident() {
        // Given
        var business = desk.business();
        // When
        var answers =
                List.of(
                        business.by().get("/v1/admin/dead-letters"),
                        business.by().body("{\"ids\":[]}").post("/v1/admin/dead-letters/replay"),
                        business.by().body("{}").post("/v1/admin/replays"));
        // Then
        answers.forEach(answer -> answer.then().statusCode(403));
        json().get("/v1/admin/dead-letters").then().statusCode(401);
        admin().body("{}").post("/v1/admin/dead-letters/replay").then().statusCode(422);
        admin().post("/v1/admin/dead-letters/replay").then().statusCode(400);
    }

    private static RequestSpecification admin() {
        return json().auth().oauth2(OutsideWorld.token("boss", "admin"));
    }

    private UUID bury(String reason) {
        var entry =
                new EventEntry(
                        Map.of(
                                "id", eventId.toString(),
                                "type", "io.leadflip.match.offered.v2",
                                "subject", "Pat Doe"));
        deadLetters.bury(Letter.of(entry), 1, reason).await().atMost(WITHIN);
        return desk.one("select id from dead_letter where subject_id = $1", eventId).uuid(0);
    }

    /// Ids under which the lead's submission lies in its stream.
    private List<String> told(Desk.Lead lead) {
        var stream = config.streams().of(Domain.LEAD, lead.id().toString());
        var entries =
                redis.send(Request.cmd(Command.XRANGE).arg(stream).arg("-").arg("+"))
                        .await()
                        .atMost(WITHIN);
        return StreamSupport.stream(entries.spliterator(), false)
                .map(entry -> entry.get(1))
                .filter(fields -> is(fields, "type", "io.leadflip.lead.submitted.v1"))
                .filter(fields -> is(fields, "subject", lead.id().toString()))
                .map(fields -> fields.get("id").toString())
                .toList();
    }

    private static boolean is(Response fields, String name, String value) {
        return fields.get(name).toString().equals(value);
    }

    private String submission(Desk.Lead lead) {
        return desk.one(
                        "select id from outbox where subject = $1 and type = 'io.leadflip.lead.submitted.v1'",
                        lead.id().toString())
                .uuid(0)
                .toString();
    }

    private static String letter(UUID id, String service) {
        return """
               {"id":"%s","service":"%s","origin":"WORK","name":"send","reason":"no answer",
                "attempts":12,"state":"OPEN","diedAt":"2026-11-22T15:00:00Z"}"""
                .formatted(id, service);
    }
}
