package io.leadflip.sandbox.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadflip.sandbox.Sandbox;
import io.leadflip.sandbox.SandboxSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListeningCheckTest {
    private static final int FASTER = 8;
    private static final String DOCUMENT =
            """
            <Response><Pause length="2"/>
            <Say>This is the assistant of Able Plumbing, about your leaking tap.</Say>
            <Pause length="4"/><Say>Thank you, and goodbye.</Say></Response>""";

    private final SandboxSettings settings = SandboxSettings.defaults().withClockRate(FASTER);
    private final Sandbox sandbox = Sandbox.start(settings);
    private final SandboxControl control =
            new SandboxControl(new Api(sandbox.origin(), Duration.ofSeconds(20)));

    @TempDir Path folder;

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void shouldKeepACallInWhichBothSidesAreHeardOnTheirOwnChannel() throws Exception {
        // Given
        LeadStory talked = called(LeadSeed.all().getFirst(), "GOAL_ACHIEVED");
        phones(talked.seed());
        Path file = folder.resolve("demo").resolve("call.wav");
        // When
        String told = new ListeningCheck(control, file).keep(List.of(talked));
        // Then
        assertThat(told).contains(file.toString(), talked.seed().key());
        byte[] wav = Files.readAllBytes(file);
        ByteBuffer header = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(wav, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
        assertThat(header.getShort(20)).as("PCM").isEqualTo((short) 1);
        assertThat(header.getShort(22)).as("channels").isEqualTo((short) 2);
        assertThat(header.getInt(24)).as("samples in a second").isEqualTo(8000);
        assertThat(header.getInt(40)).as("bytes of sound").isEqualTo(wav.length - 44);
        CallAudio audio = CallAudio.of(wav);
        assertThat(audio.callee()).isGreaterThan(Duration.ofMillis(300));
        assertThat(audio.agent()).isGreaterThan(Duration.ofSeconds(2));
        assertThat(audio.isConversation()).isTrue();
    }

    @Test
    void shouldPreferTheCallThatCameToItsGoal() throws Exception {
        // Given
        LeadStory declined = called(LeadSeed.all().get(0), "DECLINED");
        LeadStory reached = called(LeadSeed.all().get(1), "GOAL_ACHIEVED");
        phones(declined.seed());
        phones(reached.seed());
        // When
        String told =
                new ListeningCheck(control, folder.resolve("call.wav"))
                        .keep(List.of(declined, reached));
        // Then
        assertThat(told).contains(reached.seed().key());
    }

    @Test
    void shouldSayWhenThereIsNothingToListenTo() {
        // Given
        Path file = folder.resolve("call.wav");
        // When
        String told =
                new ListeningCheck(control, file)
                        .keep(List.of(called(LeadSeed.all().getFirst(), "GOAL_ACHIEVED")));
        // Then
        assertThat(told).contains("no conversation");
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldNotTakeSilenceOrOneSoundOnBothSidesForAConversation() {
        assertThat(CallAudio.of(stereo(0, 0)).isConversation()).as("silence").isFalse();
        assertThat(CallAudio.of(stereo(9000, 0)).isConversation()).as("one side only").isFalse();
        assertThat(CallAudio.of(stereo(9000, 9000)).isConversation()).as("the same").isFalse();
    }

    private static byte[] stereo(int left, int right) {
        ByteBuffer wav = ByteBuffer.allocate(44 + 4 * 8000).order(ByteOrder.LITTLE_ENDIAN);
        wav.putShort(22, (short) 2).putInt(24, 8000).position(44);
        while (wav.hasRemaining()) {
            wav.putShort((short) left).putShort((short) right);
        }
        return wav.array();
    }

    private static LeadStory called(LeadSeed seed, String end) {
        return new LeadStory(
                seed,
                "l-1",
                new JsonObject(),
                Optional.empty(),
                Optional.of(new CallEnd(end, false)),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /// The person of this lead is called, and the call comes to its end.
    private void phones(LeadSeed seed) throws Exception {
        sandbox.personas()
                .register(
                        seed.phone(),
                        new JsonObject()
                                .put("ringMs", 50)
                                .put("lines", new JsonArray().add("Hello?").add("Yes, please.")));
        String form = form(Map.of("To", seed.phone(), "From", "+13175550100", "Twiml", DOCUMENT));
        URI calls =
                sandbox.origin()
                        .resolve(
                                "/2010-04-01/Accounts/"
                                        + settings.credentials().twilioAccountSid()
                                        + "/Calls.json");
        HttpResponse<String> accepted =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(calls)
                                        .header("Authorization", "Basic " + credentials())
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(HttpRequest.BodyPublishers.ofString(form))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        String sid = new JsonObject(accepted.body()).getString("sid");
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                sandbox.ledger().entries("twilio.call.status").stream()
                                        .anyMatch(
                                                entry ->
                                                        sid.equals(entry.getString("sid"))
                                                                && "completed"
                                                                        .equals(
                                                                                entry.getString(
                                                                                        "status"))));
    }

    private String credentials() {
        String pair =
                settings.credentials().twilioAccountSid()
                        + ":"
                        + settings.credentials().twilioAuthToken();
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(
                        field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                .reduce((one, other) -> one + "&" + other)
                .orElseThrow();
    }
}
