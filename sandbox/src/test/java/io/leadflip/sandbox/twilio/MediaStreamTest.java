package io.leadflip.sandbox.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.twilio.security.RequestValidator;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MediaStreamTest {
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(4);
        document("");
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private void document(String attributes) {
        rig.customer.answers(
                "/twiml",
                "<Connect "
                        + attributes
                        + "><Stream url=\""
                        + rig.customer.streamUrl()
                        + "\"><Parameter name=\"token\" value=\"t-1\"/></Stream></Connect>");
    }

    @Test
    void shouldSignTheHandshakeAndIntroduceItself() throws Exception {
        // Given
        RequestValidator witness =
                new RequestValidator(rig.settings().credentials().twilioAuthToken());
        // When
        String sid = rig.call();
        // Then
        await().until(() -> rig.customer.messages("media").size() > 5);
        Customer.Received handshake = rig.customer.handshakes.getFirst();
        assertThat(witness.validate(handshake.url(), Map.of(), handshake.signature())).isTrue();
        assertThat(rig.customer.messages.get(0))
                .isEqualTo(
                        new JsonObject(
                                "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}"));
        JsonObject start = rig.customer.messages.get(1);
        assertThat(start.getString("sequenceNumber")).isEqualTo("1");
        JsonObject facts = start.getJsonObject("start");
        assertThat(facts.getString("callSid")).isEqualTo(sid);
        assertThat(facts.getString("streamSid"))
                .isEqualTo(start.getString("streamSid"))
                .startsWith("MZ");
        assertThat(facts.getJsonObject("customParameters").getString("token")).isEqualTo("t-1");
        assertThat(facts.getJsonObject("mediaFormat"))
                .isEqualTo(
                        new JsonObject(
                                "{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,\"channels\":1}"));
    }

    @Test
    void shouldSendTwentyMillisecondFramesInStep() throws Exception {
        // Given
        long began = System.nanoTime();
        // When
        rig.call();
        // Then
        await().until(() -> rig.customer.messages("media").size() >= 100);
        long elapsedMs = (System.nanoTime() - began) / 1_000_000;
        assertThat(elapsedMs).isGreaterThanOrEqualTo(99 * 20 / 4);
        JsonObject tenth = rig.customer.messages("media").get(9);
        assertThat(tenth.getString("sequenceNumber")).isEqualTo("11");
        JsonObject media = tenth.getJsonObject("media");
        assertThat(media.getString("track")).isEqualTo("inbound");
        assertThat(media.getString("chunk")).isEqualTo("10");
        assertThat(media.getString("timestamp")).isEqualTo("180");
        assertThat(media.getString("payload")).hasSize(216).endsWith("==");
    }

    @Test
    void shouldEchoAMarkWhenTheAudioBeforeItHasBeenPlayed() throws Exception {
        // Given
        onStart(
                (socket, sid) -> {
                    socket.writeTextMessage(media(sid, 1000));
                    socket.writeTextMessage(mark(sid, "m1"));
                });
        // When
        rig.call();
        // Then
        await().until(() -> !rig.customer.messages("mark").isEmpty());
        List<JsonObject> all = List.copyOf(rig.customer.messages);
        JsonObject echo = rig.customer.messages("mark").getFirst();
        long framesBefore =
                all.subList(0, all.indexOf(echo)).stream()
                        .filter(message -> message.getString("event").equals("media"))
                        .count();
        assertThat(echo.getJsonObject("mark").getString("name")).isEqualTo("m1");
        assertThat(framesBefore).isBetween(50L, 200L);
    }

    @Test
    void shouldEchoAllPendingMarksAtOnceAfterClear() throws Exception {
        // Given
        onStart(
                (socket, sid) -> {
                    for (String name : List.of("a", "b", "c")) {
                        socket.writeTextMessage(media(sid, 60_000));
                        socket.writeTextMessage(mark(sid, name));
                    }
                    socket.writeTextMessage("{\"event\":\"clear\",\"streamSid\":\"" + sid + "\"}");
                });
        // When
        String call = rig.call();
        // Then
        await().until(() -> rig.customer.messages("mark").size() == 3);
        assertThat(rig.customer.messages("mark"))
                .extracting(mark -> mark.getJsonObject("mark").getString("name"))
                .containsExactly("a", "b", "c");
        assertThat(rig.twilio.recording(call).orElseThrow().agent().length).isLessThan(8 * 10_000);
        assertThat(violations()).isEmpty();
    }

    @Test
    void shouldReportProtocolViolationsOncePerStream() throws Exception {
        // Given
        onStart(
                (socket, sid) -> {
                    socket.writeBinaryMessage(Buffer.buffer(new byte[160]));
                    socket.writeTextMessage("{\"event\":\"stop\",\"streamSid\":\"" + sid + "\"}");
                    socket.writeTextMessage("{\"event\":\"clear\",\"streamSid\":\"MZother\"}");
                    for (int i = 0; i < 11; i++) {
                        socket.writeTextMessage(media(sid, 60_000));
                    }
                });
        // When
        rig.call();
        // Then
        await().until(() -> violations().size() == 3);
        assertThat(violations()).containsExactlyInAnyOrder(31950, 31951, 31931);
    }

    @Test
    void shouldAskTheActionWhenTheServerCloses() throws Exception {
        // Given
        document("action=\"/after\"");
        rig.customer.answers("/after", "<Hangup/>");
        onStart((socket, sid) -> socket.close((short) 1000));
        // When
        String sid = rig.call();
        // Then
        await().until(() -> rig.status(sid).equals("completed"));
        Customer.Received after = rig.customer.at("/after").getFirst();
        assertThat(after.field("StreamEvent")).isEqualTo("stream-stopped");
        assertThat(after.field("StreamSid")).startsWith("MZ");
        assertThat(violations()).isEmpty();
    }

    @Test
    void shouldCallAnErroneousCloseByItsCode() throws Exception {
        // Given
        onStart((socket, sid) -> socket.close((short) 1011));
        // When
        String sid = rig.call();
        // Then
        await().until(() -> rig.status(sid).equals("completed"));
        assertThat(violations()).containsExactly(31921);
    }

    @Test
    void shouldGoOnWithTheActionWhenTheStreamIsRefused() throws Exception {
        // Given
        rig.customer.refuseStreams();
        document("action=\"/after\"");
        // When
        rig.call();
        // Then
        await().until(() -> rig.customer.at("/after").size() == 1);
        assertThat(rig.customer.at("/after").getFirst().field("StreamError")).startsWith("31920");
        assertThat(violations()).containsExactly(31920);
    }

    @Test
    void shouldRefuseAStreamUrlWithAQueryAndGoOn() throws Exception {
        // Given
        String url = rig.customer.streamUrl() + "?token=1";
        rig.customer.answers("/twiml", "<Connect><Stream url=\"" + url + "\"/></Connect><Hangup/>");
        // When
        String sid = rig.call();
        // Then
        await().until(() -> rig.status(sid).equals("completed"));
        assertThat(violations()).containsExactly(31923);
        assertThat(rig.customer.handshakes).isEmpty();
    }

    @Test
    void shouldTellTheStreamsOwnCallback() throws Exception {
        // Given
        rig.customer.answers(
                "/twiml",
                "<Connect><Stream statusCallback=\"/streams\" url=\""
                        + rig.customer.streamUrl()
                        + "\"/></Connect>");
        onStart((socket, sid) -> socket.close((short) 1000));
        // When
        rig.call();
        // Then
        await().until(() -> rig.customer.at("/streams").size() == 2);
        assertThat(rig.customer.at("/streams"))
                .extracting(callback -> callback.field("StreamEvent"))
                .containsExactly("stream-started", "stream-stopped");
    }

    @Test
    void shouldSendStopWhenTheCallIsEndedByRest() throws Exception {
        // Given
        String sid = rig.call();
        await().until(() -> !rig.customer.messages("media").isEmpty());
        // When
        rig.post("Calls/" + sid + ".json", Rig.field("Status", "completed"));
        // Then
        await().until(() -> rig.customer.messages("stop").size() == 1);
        await().until(() -> rig.customer.statuses().contains("completed"));
        assertThat(
                        rig.customer
                                .messages("stop")
                                .getFirst()
                                .getJsonObject("stop")
                                .getString("callSid"))
                .isEqualTo(sid);
        assertThat(rig.customer.messages.getLast().getString("event")).isEqualTo("stop");
        assertThat(violations()).isEmpty();
    }

    @Test
    void shouldHearTheCalleePressAKeyAndHangUp() throws Exception {
        // Given
        rig.persona("{\"digits\":\"9\",\"lines\":[\"Hello?\"]}");
        onStart((socket, sid) -> socket.writeTextMessage(media(sid, 4000)));
        // When
        String sid = rig.call();
        // Then
        await().atMost(Duration.ofSeconds(15)).until(() -> rig.status(sid).equals("completed"));
        JsonObject dtmf = rig.customer.messages("dtmf").getFirst().getJsonObject("dtmf");
        assertThat(dtmf).isEqualTo(new JsonObject("{\"track\":\"inbound_track\",\"digit\":\"9\"}"));
        await().until(() -> rig.customer.messages("stop").size() == 1);
    }

    @Test
    void shouldRecordWhatWasReallySaidAndPlayed() throws Exception {
        // Given
        onStart((socket, sid) -> socket.writeTextMessage(media(sid, 500)));
        // When
        String sid = rig.call();
        await().until(() -> rig.customer.messages("media").size() > 80);
        CallRecording recording = rig.twilio.recording(sid).orElseThrow();
        // Then
        assertThat(voiced(recording.agent())).isEqualTo(500 * 8);
        assertThat(voiced(recording.callee())).isEqualTo(Rig.LINE_MS * 8);
        assertThat(new String(recording.wav(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
    }

    private static int voiced(byte[] audio) {
        int count = 0;
        for (byte sample : audio) {
            count += sample == 0x10 ? 1 : 0;
        }
        return count;
    }

    private List<Integer> violations() {
        return rig.ledger.entries("twilio.violation").stream()
                .map(entry -> entry.getInteger("code"))
                .toList();
    }

    private void onStart(BiConsumer<ServerWebSocket, String> script) {
        rig.customer.onMessage(
                (socket, message) -> {
                    if (message.getString("event").equals("start")) {
                        script.accept(socket, message.getString("streamSid"));
                    }
                });
    }

    private static String media(String sid, int millis) {
        String payload = Base64.getEncoder().encodeToString(Rig.loud(millis));
        return new JsonObject()
                .put("event", "media")
                .put("streamSid", sid)
                .put("media", new JsonObject().put("payload", payload))
                .encode();
    }

    private static String mark(String sid, String name) {
        return new JsonObject()
                .put("event", "mark")
                .put("streamSid", sid)
                .put("mark", new JsonObject().put("name", name))
                .encode();
    }
}
