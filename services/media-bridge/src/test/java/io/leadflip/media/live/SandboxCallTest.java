package io.leadflip.media.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.contracts.event.MediaFact;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.MediaEnded;
import io.leadflip.contracts.event.MediaFact.MediaTurn;
import io.leadflip.contracts.value.Speaker;
import io.leadflip.media.stream.FactsConfig;
import io.leadflip.sandbox.SandboxSettings;
import io.leadflip.sandbox.caller.Personas;
import io.leadflip.sandbox.ledger.Ledger;
import io.leadflip.sandbox.openai.OpenAiSandbox;
import io.leadflip.sandbox.speech.Voices;
import io.leadflip.sandbox.twilio.TwilioSandbox;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Real speech both ways: a person at the sandbox's telephone, and the sandbox's voice model, which
/// hears what really came over the wire.
@QuarkusTest
@QuarkusTestResource(PeersResource.class)
class SandboxCallTest {
    private static final String PERSON = "+13175550142";
    private static final String BUSINESS = "+13175550301";

    @Inject RedisDataSource redis;
    @Inject FactsConfig facts;
    @Inject LiveCalls calls;
    private final Personas personas = new Personas();
    private Vertx vertx;
    private Ledger ledger;
    private TwilioSandbox twilio;
    private OpenAiSandbox openai;
    private Peers door;
    private HttpServer server;

    @BeforeEach
    void startSandbox() throws Exception {
        vertx = Vertx.vertx();
        ledger = Ledger.in(null);
        door = new Peers(vertx, 0);
        door.opening =
                "Hello, this is the AI assistant of LeadFlip, calling for Able Plumbing about your request.";
        var usual = SandboxSettings.defaults();
        var settings =
                usual.withCredentials(
                        usual.credentials()
                                .withTwilio(PeersResource.ACCOUNT, PeersResource.AUTH_TOKEN)
                                .withOpenAi("test-openai-key"));
        var voices = new Voices();
        var router = Router.router(vertx);
        twilio = new TwilioSandbox(vertx, ledger, personas, voices, settings);
        twilio.mount(router);
        openai = new OpenAiSandbox(vertx, ledger, voices, settings);
        openai.mount(router);
        router.route("/twiml")
                .handler(
                        call -> call.response().putHeader("Content-Type", "text/xml").end(twiml()));
        router.route("/after")
                .handler(
                        call ->
                                call.response()
                                        .putHeader("Content-Type", "text/xml")
                                        .end("<Response><Dial>" + BUSINESS + "</Dial></Response>"));
        router.route("/internal/*").handler(call -> door.answer(call.request()));
        server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(
                                ConfigProvider.getConfig()
                                        .getValue("test.peers-port", Integer.class),
                                "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void stopSandbox() throws Exception {
        twilio.close();
        door.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        ledger.close();
    }

    /// Nobody told the bridge: it hears that a machine speaks.
    @Test
    void shouldLeaveItsMessageWithAMachineThatItOnlyHears() throws Exception {
        // Given
        personas.register(PERSON, new JsonObject().put("ringMs", 50).put("answer", "voicemail"));
        // When
        dial();
        // Then
        until(() -> told().stream().anyMatch(MediaEnded.class::isInstance));
        until(() -> calls.active() == 0 && openai.liveSessions() == 0);
        assertThat(((MediaEnded) told().getLast()).reason()).isEqualTo(MediaEndReason.VOICEMAIL);
        assertThat(told())
                .filteredOn(MediaTurn.class::isInstance)
                .extracting(turn -> ((MediaTurn) turn).speaker())
                .doesNotContain(Speaker.AGENT);
        assertThat(((MediaEnded) told().getLast()).usage().outputAudio()).isZero();
        assertThat(door.asked("/hang-ups").getFirst().body().getString("reason"))
                .isEqualTo("VOICEMAIL");
        assertThat(ledger.entries("twilio.violation")).isEmpty();
    }

    @Test
    void shouldNotCountACallScreenForAPerson() throws Exception {
        // Given
        personas.register(
                PERSON,
                new JsonObject()
                        .put("ringMs", 50)
                        .put("answer", "screened")
                        .put("lines", new JsonArray()));
        // When
        dial();
        // Then
        until(() -> told().stream().anyMatch(MediaEnded.class::isInstance));
        until(() -> calls.active() == 0 && openai.liveSessions() == 0);
        assertThat(((MediaEnded) told().getLast()).reason()).isEqualTo(MediaEndReason.VOICEMAIL);
        assertThat(turnsOf(Speaker.AGENT)).isEmpty();
        assertThat(turnsOf(Speaker.PLATFORM))
                .containsExactly(door.opening, "LeadFlip for Able Plumbing.");
    }

    @Test
    void shouldHoldAConversationThatBothSidesReallyHear() throws Exception {
        // Given
        personas.register(
                PERSON,
                new JsonObject()
                        .put("ringMs", 50)
                        .put(
                                "lines",
                                new JsonArray()
                                        .add("Hello?")
                                        .add("Yes, that works for me.")
                                        .add("Yes, please."))
                        .put("interruptMs", 1_500)
                        .put("interruptLine", "Yes, go ahead."));
        // When
        dial();
        // Then
        until(() -> told().stream().anyMatch(MediaEnded.class::isInstance));
        until(() -> calls.active() == 0 && openai.liveSessions() == 0);
        var told = told();
        assertThat(((MediaEnded) told.getLast()).reason()).isEqualTo(MediaEndReason.AGENT_ENDED);
        var turns =
                told.stream()
                        .filter(MediaTurn.class::isInstance)
                        .map(MediaTurn.class::cast)
                        .sorted(Comparator.comparingLong(MediaTurn::startMs))
                        .toList();
        assertThat(turns)
                .filteredOn(turn -> turn.speaker() == Speaker.PLATFORM)
                .singleElement()
                .matches(
                        opening ->
                                !opening.interrupted()
                                        && opening.endMs() - opening.startMs() > 2_000);
        assertThat(turns).anyMatch(turn -> turn.speaker() == Speaker.AGENT && turn.interrupted());
        assertThat(turns)
                .filteredOn(turn -> turn.speaker() == Speaker.CALLER)
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(door.asked("/appointments")).hasSize(1);
        assertThat(door.asked("/hang-ups")).hasSize(1);
        assertThat(ledger.entries("twilio.violation")).isEmpty();
    }

    @Test
    void shouldOptOutWhoeverAsksForIt() throws Exception {
        // Given
        personas.register(
                PERSON,
                new JsonObject()
                        .put("ringMs", 50)
                        .put(
                                "lines",
                                new JsonArray()
                                        .add("Hello?")
                                        .add("Please do not call me again.")
                                        .add("Goodbye.")));
        // When
        dial();
        // Then
        until(() -> told().stream().anyMatch(MediaEnded.class::isInstance));
        until(() -> calls.active() == 0 && openai.liveSessions() == 0);
        assertThat(((MediaEnded) told().getLast()).reason()).isEqualTo(MediaEndReason.OPTED_OUT);
        assertThat(door.asked("/opt-outs").getFirst().body().getString("heardBy"))
                .isEqualTo("voice");
        assertThat(turnsOf(Speaker.PLATFORM)).endsWith("You will not be called again. Goodbye.");
        assertThat(ledger.entries("twilio.violation")).isEmpty();
    }

    /// The person asks for a person, and another phone rings.
    @Test
    void shouldLeaveTheLineToThePersonWhoComes() throws Exception {
        // Given
        door.transfers = true;
        personas.register(
                PERSON,
                new JsonObject()
                        .put("ringMs", 50)
                        .put(
                                "lines",
                                new JsonArray()
                                        .add("Hello?")
                                        .add("Can I speak to a real person, please?")
                                        .add("Good, thank you.")));
        personas.register(
                BUSINESS,
                new JsonObject()
                        .put("ringMs", 50)
                        .put("lines", new JsonArray().add("Able Plumbing, good morning."))
                        .put("hangUpAfterLine", 1));
        // When
        dial();
        // Then
        until(() -> told().stream().anyMatch(MediaEnded.class::isInstance));
        until(() -> calls.active() == 0 && openai.liveSessions() == 0);
        assertThat(((MediaEnded) told().getLast()).reason()).isEqualTo(MediaEndReason.HANDED_OVER);
        assertThat(door.asked("/human-requests")).hasSize(1);
        assertThat(door.asked("/hang-ups")).isEmpty();
        until(() -> ledger.entries("twilio.leg.status").size() == 1);
        assertThat(ledger.entries("twilio.leg.status").getFirst().getBoolean("bridged")).isTrue();
        assertThat(ledger.entries("twilio.violation")).isEmpty();
    }

    private List<String> turnsOf(Speaker speaker) throws Exception {
        return turns(speaker).stream().map(turn -> Told.open(turn.sealedText())).toList();
    }

    private List<MediaTurn> turns(Speaker speaker) throws Exception {
        return told().stream()
                .filter(MediaTurn.class::isInstance)
                .map(MediaTurn.class::cast)
                .filter(turn -> turn.speaker() == speaker)
                .sorted(Comparator.comparingLong(MediaTurn::startMs))
                .toList();
    }

    private void dial() throws Exception {
        var form =
                "To=%2B13175550142&From=%2B13175550100&Url=http%3A%2F%2F127.0.0.1%3A"
                        + server.actualPort()
                        + "%2Ftwiml";
        RestAssured.given()
                .auth()
                .preemptive()
                .basic(PeersResource.ACCOUNT, PeersResource.AUTH_TOKEN)
                .contentType("application/x-www-form-urlencoded")
                .body(form)
                .post(
                        "http://127.0.0.1:"
                                + server.actualPort()
                                + "/2010-04-01/Accounts/"
                                + PeersResource.ACCOUNT
                                + "/Calls.json")
                .then()
                .statusCode(201);
    }

    private static String twiml() {
        return "<Response><Connect action=\"/after\"><Stream url=\"ws://127.0.0.1:%d/media\"><Parameter name=\"token\" value=\"one-time\"/></Stream></Connect><Hangup/></Response>"
                .formatted(RestAssured.port);
    }

    private List<MediaFact> told() throws Exception {
        return Told.by(redis, facts, door.leadId, door.attemptId);
    }

    private static void until(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(60)).until(condition);
    }
}
