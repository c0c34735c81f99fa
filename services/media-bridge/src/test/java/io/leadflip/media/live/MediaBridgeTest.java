package io.leadflip.media.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.MediaFact;
import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.MediaEnded;
import io.leadflip.contracts.event.MediaFact.MediaStarted;
import io.leadflip.contracts.event.MediaFact.MediaTurn;
import io.leadflip.contracts.value.Speaker;
import io.leadflip.media.stream.FactsConfig;
import io.leadflip.media.stream.RedisFacts;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PeersResource.class)
class MediaBridgeTest {
    private static Vertx outside;

    @Inject RedisDataSource redis;
    @Inject FactsConfig facts;
    @Inject RedisFacts redisFacts;
    @Inject LiveCalls calls;
    @Inject Orchestrator orchestrator;
    private final List<FakePhone> phones = new ArrayList<>();
    private Peers peers;
    private int port;

    @BeforeAll
    static void startOutside() {
        outside = Vertx.vertx();
    }

    @AfterAll
    static void stopOutside() throws Exception {
        outside.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @BeforeEach
    void startPeers() throws Exception {
        port = RestAssured.port;
        peers =
                new Peers(
                        outside,
                        ConfigProvider.getConfig().getValue("test.peers-port", Integer.class));
    }

    @AfterEach
    void shouldLeaveNothingBehind() throws Exception {
        try {
            phones.forEach(FakePhone::leaves);
            until(() -> calls.active() == 0);
            until(() -> peers.model.open() == 0);
            until(() -> redisFacts.waiting() == 0);
        } finally {
            peers.close();
        }
    }

    @Test
    void shouldCarryACallFromOpeningToGoodbye() throws Exception {
        // Given
        peers.model
                .replies("Is now a good moment to talk about a leaking tap?", 900)
                .calls("Perfect, goodbye.", 500, "end_call", "{\"reason\":\"completed\"}");
        var phone = phone().starts();
        until(() -> phone.playedMs() == 400 + 900);
        for (int frame = 0; frame < 10; frame++) {
            phone.says(frame);
        }
        until(() -> peers.model.received("input_audio_buffer.append").size() == 10);
        // When
        peers.model.detectsSpeech("caller_1");
        peers.model.understands("caller_1", "Yes, go ahead.");
        // Then
        until(phone::closed);
        assertThat(phone.closeStatus()).isEqualTo(1000);
        assertThat(phone.playedMs()).isEqualTo(400 + 900 + 500);
        assertThat(peers.asked("/hang-ups")).hasSize(1);
        var told = told();
        assertThat(told.getFirst()).isInstanceOf(MediaStarted.class);
        assertThat(turns(told))
                .containsExactly(
                        "PLATFORM: This is the AI assistant of LeadFlip, calling for Able Plumbing.",
                        "AGENT: Is now a good moment to talk about a leaking tap?",
                        "CALLER: Yes, go ahead.",
                        "AGENT: Perfect, goodbye.");
        var end = (MediaEnded) told.getLast();
        assertThat(end.reason()).isEqualTo(MediaEndReason.AGENT_ENDED);
        assertThat(end.usage().outputAudio()).isEqualTo(60);
        assertThat(told)
                .extracting(MediaFact::number)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, told.size()).boxed().toList());
    }

    @Test
    void shouldTellOfAYesToARecordingAndOfANo() throws Exception {
        // Given
        peers.asksToRecord = true;
        peers.model
                .replies("Is now a good moment to talk about a leaking tap?", 300)
                .calls("Of course.", 100, "stop_recording", "{}")
                .replies("It is stopped.", 100);
        var phone = phone().starts();
        until(() -> phone.playedMs() == 400 + 300);
        assertThat(peers.model.received("session.update").getFirst().encode())
                .contains("allow_recording", "stop_recording");
        // When
        phone.presses("1");
        // Then
        until(() -> peers.asked("/recording").size() == 1);
        var yes = peers.asked("/recording").getFirst().body();
        assertThat(yes.getString("heardBy")).isEqualTo("key");
        assertThat(yes.getLong("affirmedMs")).isGreaterThanOrEqualTo(yes.getLong("noticeHeardMs"));
        // When
        peers.model.detectsSpeech("caller_1");
        peers.model.understands("caller_1", "No, stop recording.");
        // Then
        until(() -> peers.asked("/recording/stop").size() == 1);
        until(() -> phone.playedMs() == 400 + 300 + 100 + 100);
    }

    @Test
    void shouldShowItsTokenAtTheDoor() throws Exception {
        // When
        var phone = phone().starts();
        // Then
        until(() -> peers.asked("/redemptions").size() == 1);
        var asked = peers.asked("/redemptions").getFirst();
        var claims =
                new JsonObject(
                        new String(
                                Base64.getUrlDecoder()
                                        .decode(asked.authorization().split("\\.")[1]),
                                StandardCharsets.UTF_8));
        assertThat(claims.getString("iss")).isEqualTo("media-bridge");
        assertThat(claims.getString("aud")).isEqualTo("call-orchestrator");
        assertThat(asked.body().getString("token")).isEqualTo("one-time");
        assertThat(asked.body().getString("callSid")).isEqualTo(phone.callSid);
        phone.hangsUp();
    }

    /// Thread: cloudflare/agents#2261 Thread: cloudflare/agents#2270
    @Test
    void shouldTruncateAtWhatWasHeardWhenCallerInterrupts() throws Exception {
        // Given
        peers.model.replies("One two three four five six seven eight nine ten", 4_000);
        var phone = phone().holdsBack().starts();
        until(() -> phone.unplayed() >= 1);
        phone.echoAll();
        until(() -> phone.playedMs() == 4_400);
        phone.plays(4);
        // Echoes and the model's word come over two sockets: what follows the echoes has arrived.
        phone.says(1);
        until(() -> peers.model.received("input_audio_buffer.append").size() == 1);
        // When
        peers.model.detectsSpeech("caller_1");
        // Then
        until(() -> phone.count("clear") == 1);
        until(() -> peers.model.received("conversation.item.truncate").size() == 1);
        var heard =
                peers.model
                        .received("conversation.item.truncate")
                        .getFirst()
                        .getLong("audio_end_ms");
        assertThat(heard).isBetween(1_600L, 2_200L);
        phone.hangsUp();
        until(() -> told().size() >= 4);
        var cut =
                told().stream()
                        .filter(MediaTurn.class::isInstance)
                        .map(MediaTurn.class::cast)
                        .filter(turn -> turn.speaker() == Speaker.AGENT)
                        .findFirst()
                        .orElseThrow();
        assertThat(cut.interrupted()).isTrue();
        assertThat("One two three four five six seven eight nine ten")
                .startsWith(Told.open(cut.sealedText()));
    }

    @Test
    void shouldCommitOptOutByVoiceBeforeConfirmingIt() throws Exception {
        // Given
        peers.model.calls("", 0, "opt_out", "{}");
        // When
        var phone = phone().starts();
        // Then
        until(phone::closed);
        assertThat(peers.asked("/opt-outs").getFirst().body().getString("heardBy"))
                .isEqualTo("voice");
        assertThat(turns(told())).endsWith("PLATFORM: You will not be called again. Goodbye.");
        assertThat(((MediaEnded) told().getLast()).reason()).isEqualTo(MediaEndReason.OPTED_OUT);
    }

    @Test
    void shouldCommitOptOutByKeyNine() throws Exception {
        // Given
        var phone = phone().holdsBack().starts();
        until(() -> phone.count("media") > 0);
        // When
        phone.presses("9");
        // Then
        until(() -> peers.asked("/opt-outs").size() == 1);
        assertThat(peers.asked("/opt-outs").getFirst().body().getString("heardBy"))
                .isEqualTo("key");
        until(() -> phone.playedMs() == 400 + 200);
        phone.echoAll();
        until(phone::closed);
        assertThat(turns(told())).endsWith("PLATFORM: You will not be called again. Goodbye.");
        assertThat(((MediaEnded) told().getLast()).reason()).isEqualTo(MediaEndReason.OPTED_OUT);
    }

    @Test
    void shouldCommitOptOutThatCameWhileOrchestratorWasAway() throws Exception {
        // Given
        peers.optOutStatus = 503;
        var phone = phone().starts();
        until(() -> phone.count("media") > 0);
        phone.presses("9");
        until(phone::closed);
        assertThat(turns(told())).endsWith("PLATFORM: Thank you. Goodbye.");
        assertThat(orchestrator.optOutsWaiting()).isEqualTo(1);
        // When
        peers.optOutStatus = 204;
        // Then
        until(() -> orchestrator.optOutsWaiting() == 0);
        assertThat(peers.asked("/opt-outs")).hasSizeGreaterThan(3);
    }

    @Test
    void shouldTellOneTraceForTheWholeCall() throws Exception {
        // Given
        var phone = phone().starts();
        until(() -> phone.playedMs() == 400);
        // When
        phone.hangsUp();
        // Then
        until(() -> calls.active() == 0);
        told();
        assertThat(Told.events(redis, facts, peers.leadId, peers.attemptId))
                .hasSizeGreaterThan(1)
                .extracting(Event::traceparent)
                .allMatch(
                        parent ->
                                parent != null
                                        && parent.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]"))
                .containsOnly(
                        Told.events(redis, facts, peers.leadId, peers.attemptId)
                                .getFirst()
                                .traceparent());
    }

    @Test
    void shouldGiveUpOnModelThatAlwaysClosesRightAfterTheHandshake() throws Exception {
        // Given
        peers.model.closesAtOnce = true;
        // When
        var phone = phone().starts();
        // Then
        until(phone::closed);
        assertThat(peers.model.asked).isEqualTo(6);
        assertThat(turns(told()))
                .containsExactly("PLATFORM: " + peers.opening, "PLATFORM: We are sorry. Goodbye.");
        assertThat(((MediaEnded) told().getLast()).reason()).isEqualTo(MediaEndReason.MODEL_FAILED);
    }

    /// Thread: pipecat-ai/pipecat#5868
    @Test
    void shouldLoseNoCallerAudioWhenModelConnectsLate() throws Exception {
        // Given
        peers.model.connectDelayMs = 800;
        peers.model.replies("Is now a good moment?", 300);
        var phone = phone().starts();
        // When
        for (int frame = 0; frame < 30; frame++) {
            phone.says(frame);
        }
        // Then
        until(() -> peers.model.received("input_audio_buffer.append").size() == 30);
        var heard =
                peers.model.received("input_audio_buffer.append").stream()
                        .map(event -> (int) Base64.getDecoder().decode(event.getString("audio"))[0])
                        .toList();
        assertThat(heard).isEqualTo(IntStream.range(0, 30).boxed().toList());
        phone.hangsUp();
    }

    @Test
    void shouldGoOnInANewSessionWhenTheModelDies() throws Exception {
        // Given
        peers.model.replies("Is now a good moment?", 300);
        var phone = phone().starts();
        until(() -> phone.playedMs() == 700);
        peers.model.replies("Where were we?", 300);
        // When
        peers.model.dies();
        // Then
        until(() -> phone.playedMs() == 1000);
        assertThat(peers.model.received("conversation.item.create"))
                .extracting(event -> event.getJsonObject("item").getString("role"))
                .containsExactly("assistant", "assistant", "system");
        until(() -> turns(told()).contains("AGENT: Where were we?"));
        phone.hangsUp();
    }

    @Test
    void shouldLeaveAMessageWhenTheProviderSaysThatAMachineRecords() throws Exception {
        // Given
        peers.answeredBy = "machine_end_beep";
        // When
        var phone = phone().starts();
        // Then
        until(phone::closed);
        assertThat(turns(told())).endsWith("PLATFORM: A message from LeadFlip.");
        assertThat(((MediaEnded) told().getLast()).reason()).isEqualTo(MediaEndReason.VOICEMAIL);
        assertThat(peers.asked("/hang-ups").getFirst().body().getString("reason"))
                .isEqualTo("VOICEMAIL");
    }

    @Test
    void shouldNotTryAgainWhenTheProviderRefusesUs() throws Exception {
        // Given
        peers.model.refusesWith = 401;
        // When
        var phone = phone().starts();
        // Then
        until(phone::closed);
        assertThat(((MediaEnded) told().getLast()).reason()).isEqualTo(MediaEndReason.MODEL_FAILED);
        assertThat(peers.model.asked).isEqualTo(1);
    }

    /// Thread: elevenlabs-docs#519
    @Test
    void shouldSayGoodbyeWhenModelSpeaksAnotherFormat() throws Exception {
        // Given
        peers.model.format = "audio/pcm";
        // When
        var phone = phone().starts();
        // Then
        until(phone::closed);
        assertThat(((MediaEnded) told().getLast()).reason()).isEqualTo(MediaEndReason.MODEL_FAILED);
    }

    @Test
    void shouldCloseStreamWhoseTokenIsRefused() throws Exception {
        // Given
        peers.redemptionStatus = 409;
        // When
        var phone = phone().starts();
        // Then
        until(phone::closed);
        assertThat(phone.closeStatus()).isEqualTo(1008);
        assertThat(told()).isEmpty();
    }

    /// Thread: openclaw/openclaw#65601
    @Test
    void shouldEndOnlyTheCallThatIsBroken() throws Exception {
        // Given
        peers.sealKey = "no key";
        // When
        var phone = phone().starts();
        // Then
        until(phone::closed);
        assertThat(phone.closeStatus()).isEqualTo(1011);
    }

    @Test
    void shouldCloseStreamOfWrongFormat() throws Exception {
        // When
        var phone = phone().starts("audio/l16");
        // Then
        until(phone::closed);
        assertThat(phone.closeStatus()).isEqualTo(1003);
    }

    @Test
    void shouldCloseStreamThatStartsTooLate() throws Exception {
        // When
        var phone = phone();
        // Then
        until(phone::closed);
        assertThat(phone.closeStatus()).isEqualTo(1008);
    }

    @Test
    void shouldCloseOnBinaryFrame() throws Exception {
        // Given
        var phone = phone();
        // When
        phone.sendsBinary();
        // Then
        until(phone::closed);
        assertThat(phone.closeStatus()).isEqualTo(1003);
    }

    @Test
    void shouldCloseOnMalformedMessage() throws Exception {
        // Given
        var phone = phone();
        // When
        phone.sendsText("{\"event\":\"connected\"");
        // Then
        until(phone::closed);
        assertThat(phone.closeStatus()).isEqualTo(1007);
    }

    /// Thread: openclaw/openclaw#29862
    @Test
    void shouldRefuseSecondStreamOfTheSameCall() throws Exception {
        // Given
        var first = phone().starts();
        until(() -> first.count("media") > 0);
        // When
        var second = new FakePhone(outside, first.callSid).connect(port).starts();
        // Then
        until(second::closed);
        assertThat(second.closeStatus()).isEqualTo(1008);
        assertThat(first.closed()).isFalse();
        first.hangsUp();
    }

    @Test
    void shouldRefuseForgedHandshake() {
        assertThatThrownBy(
                        () ->
                                new FakePhone(outside, "CA1")
                                        .connect(
                                                port,
                                                FakePhone.sign(
                                                        "ws://127.0.0.1:" + port + "/media",
                                                        "wrong")))
                .rootCause()
                .isInstanceOf(UpgradeRejectedException.class)
                .hasMessageContaining("403");
        given().get("/q/metrics")
                .then()
                .body(containsString("leadflip_webhooks_refused_total{provider=\"twilio-media\"}"));
    }

    @Test
    void shouldAcceptSignatureInLowerCaseHeaderOverUrlWithSlash() throws Exception {
        // When
        var phone =
                new FakePhone(outside, "CA" + UUID.randomUUID().toString().replace("-", ""))
                        .connect(
                                port,
                                "x-twilio-signature",
                                FakePhone.sign(
                                        "ws://127.0.0.1:" + port + "/media/",
                                        PeersResource.AUTH_TOKEN));
        phones.add(phone);
        phone.starts();
        // Then
        until(() -> phone.playedMs() == 400);
        phone.hangsUp();
    }

    /// Thread: streamcore-server#56
    @Test
    void shouldRefuseMoreCallsThanItHasPlacesFor() throws Exception {
        // Given
        var phones = List.of(phone().starts(), phone().starts(), phone().starts());
        // When
        assertThatThrownBy(this::phone).rootCause().hasMessageContaining("503");
        // Then
        phones.forEach(FakePhone::hangsUp);
    }

    @Test
    void shouldTellItsHealthAndItsPlaces() throws Exception {
        // Given
        var phone = phone().starts();
        until(() -> phone.count("media") > 0);
        // When / Then
        given().get("/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("healthy"))
                .body("activeCalls", equalTo(1))
                .body("uptime", greaterThanOrEqualTo(0));
        given().get("/q/health/ready").then().statusCode(200);
        var key = facts.prefix() + ":bridge:" + calls.bridgeId();
        until(
                () ->
                        new JsonObject(redis.value(String.class).get(key))
                                .equals(
                                        new JsonObject()
                                                .put("live", 1)
                                                .put("limit", 3)
                                                .put("draining", false)));
        phone.hangsUp();
    }

    private FakePhone phone() throws Exception {
        var phone =
                new FakePhone(outside, "CA" + UUID.randomUUID().toString().replace("-", ""))
                        .connect(port);
        phones.add(phone);
        return phone;
    }

    private static void until(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(10)).until(condition);
    }

    /// The facts of this test's call, in the order of the stream.
    private List<MediaFact> told() throws Exception {
        until(() -> redisFacts.waiting() == 0);
        return Told.by(redis, facts, peers.leadId, peers.attemptId);
    }

    private static List<String> turns(List<MediaFact> told) {
        return told.stream()
                .filter(MediaTurn.class::isInstance)
                .map(MediaTurn.class::cast)
                .map(turn -> turn.speaker() + ": " + Told.open(turn.sealedText()))
                .toList();
    }
}
