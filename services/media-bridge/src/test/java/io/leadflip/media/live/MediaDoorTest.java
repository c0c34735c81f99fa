package io.leadflip.media.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import io.leadflip.contracts.event.MediaFact.MediaEndReason;
import io.leadflip.contracts.event.MediaFact.MediaEnded;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.MultiMap;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Which streams are let in, and which are shown out again.
@QuarkusTest
@QuarkusTestResource(PeersResource.class)
class MediaDoorTest extends RunningBridge {
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
        until(() -> !told().isEmpty());
        var end = (MediaEnded) told().getFirst();
        assertThat(end.reason()).isEqualTo(MediaEndReason.PLATFORM_FAILED);
        assertThat(end.number()).isEqualTo(1);
        assertThat(told()).hasSize(1);
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
    void shouldCountWhatMustNotBeLostFromNought() {
        given().get("/q/metrics")
                .then()
                .body(containsString("leadflip_media_opt_outs_lost_total 0.0"))
                .body(containsString("leadflip_media_recording_stops_lost_total 0.0"));
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

    /// Base64 of speech gets hardly smaller.
    @Test
    void shouldCompressNothing() throws Exception {
        // Given
        var client =
                outside.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setTryUsePerMessageCompression(true)
                                .setTryUsePerFrameCompression(true));
        var signature =
                FakePhone.sign("ws://127.0.0.1:" + port + "/media", PeersResource.AUTH_TOKEN);
        // When
        var answer =
                client.connect(
                                new WebSocketConnectOptions()
                                        .setHost("127.0.0.1")
                                        .setPort(port)
                                        .setURI("/media")
                                        .addHeader("X-Twilio-Signature", signature))
                        .map(MediaDoorTest::answered)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS);
        // Then
        assertThat(answer.contains("Sec-WebSocket-Accept")).isTrue();
        assertThat(answer.contains("Sec-WebSocket-Extensions")).isFalse();
    }

    /// Headers are there only in the moment of the answer.
    private static MultiMap answered(WebSocket socket) {
        socket.close();
        return MultiMap.caseInsensitiveMultiMap().addAll(socket.headers());
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
}
