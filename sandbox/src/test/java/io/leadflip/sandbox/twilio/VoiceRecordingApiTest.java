package io.leadflip.sandbox.twilio;

import static io.leadflip.sandbox.twilio.Rig.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.twilio.security.RequestValidator;
import io.leadflip.sandbox.ledger.Ledger;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A customer has a live call recorded.
class VoiceRecordingApiTest {
    private static final String UNKNOWN = "RE00000000000000000000000000000000";

    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(5);
        rig.persona("{\"lines\":[\"monologue\"]}");
        rig.customer.answers("/twiml", "<Pause length=\"600\"/>");
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private String liveCall() throws Exception {
        String sid = rig.call();
        await().until(() -> "in-progress".equals(rig.status(sid)));
        return sid;
    }

    private Rig.Answer record(String call, Rig.Field... more) throws Exception {
        Rig.Field[] usual = {
            field("RecordingChannels", "dual"),
            field("RecordingStatusCallback", rig.customer.url("/recording?attempt=7")),
            field("RecordingStatusCallbackEvent", "in-progress"),
            field("RecordingStatusCallbackEvent", "completed"),
            field("RecordingStatusCallbackEvent", "absent")
        };
        return rig.post("Calls/" + call + "/Recordings.json", more.length == 0 ? usual : more);
    }

    private int delete(String resource) throws Exception {
        HttpRequest request = rig.authorised(resource).DELETE().build();
        return java.net.http.HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private List<String> reported() {
        return rig.customer.at("/recording").stream()
                .map(hook -> hook.field("RecordingStatus"))
                .toList();
    }

    @Test
    void shouldRecordUntilItIsStopped() throws Exception {
        // Given
        String call = liveCall();
        RequestValidator witness =
                new RequestValidator(rig.settings().credentials().twilioAuthToken());
        // When
        Rig.Answer begun = record(call);
        // Then
        String sid = begun.body().getString("sid");
        assertThat(begun.status()).isEqualTo(201);
        assertThat(sid).matches("RE[0-9a-f]{32}");
        assertThat(begun.body().getString("status")).isEqualTo("in-progress");
        assertThat(begun.body().getInteger("channels")).isEqualTo(2);
        assertThat(rig.get("Calls/" + call + "/Recordings.json").body().getJsonArray("recordings"))
                .hasSize(1);
        assertThat(delete("Recordings/" + sid + ".json")).isEqualTo(400);
        // When
        String resource = "Calls/" + call + "/Recordings/" + sid + ".json";
        assertThat(rig.post(resource, field("Status", "stopped")).status()).isEqualTo(200);
        // Then: once, and told
        assertThat(rig.post(resource, field("Status", "stopped")).body().getInteger("code"))
                .isEqualTo(21220);
        assertThat(rig.get(resource).body().getString("status")).isEqualTo("completed");
        await().until(() -> reported().equals(List.of("in-progress", "completed")));
        Customer.Received hook = rig.customer.at("/recording").getLast();
        assertThat(hook.field("CallSid")).isEqualTo(call);
        assertThat(hook.field("RecordingSid")).isEqualTo(sid);
        assertThat(hook.field("RecordingDuration")).matches("\\d+");
        assertThat(witness.validate(hook.url(), hook.form(), hook.signature())).isTrue();
        // And: the call goes on
        assertThat(rig.status(call)).isEqualTo("in-progress");
    }

    @Test
    void shouldEndARecordingWithItsCall() throws Exception {
        // Given
        String call = liveCall();
        record(call);
        // When
        rig.post("Calls/" + call + ".json", field("Status", "completed"));
        // Then
        await().until(() -> reported().equals(List.of("in-progress", "completed")));
    }

    @Test
    void shouldDeleteWhatIsOverOnce() throws Exception {
        // Given
        String call = liveCall();
        String sid = record(call).body().getString("sid");
        rig.post("Calls/" + call + "/Recordings/" + sid + ".json", field("Status", "stopped"));
        // Then
        assertThat(delete("Recordings/" + sid + ".json")).isEqualTo(204);
        assertThat(delete("Recordings/" + sid + ".json")).isEqualTo(404);
        assertThat(rig.get("Recordings/" + sid + ".json").status()).isEqualTo(404);
        assertThat(rig.get("Calls/" + call + "/Recordings.json").body().getJsonArray("recordings"))
                .isEmpty();
        assertThat(rig.ledger.entries(VoiceRecordings.DELETED)).hasSize(1);
    }

    @Test
    void shouldRecordNoCallThatIsNotInProgress() throws Exception {
        // Given
        String call = liveCall();
        rig.post("Calls/" + call + ".json", field("Status", "completed"));
        await().until(() -> "completed".equals(rig.status(call)));
        // When
        Rig.Answer answer = record(call);
        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().getInteger("code")).isEqualTo(21220);
        assertThat(rig.ledger.entries(VoiceRecordings.BEGUN)).isEmpty();
        assertThat(record("CA00000000000000000000000000000000").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "RecordingChannels,stereo",
        "RecordingStatusCallback,not a url",
        "RecordingStatusCallbackEvent,in-progress completed"
    })
    void shouldRefuseWhatTwilioRefuses(String name, String value) throws Exception {
        // When
        Rig.Answer answer = record(liveCall(), field(name, value));
        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().getInteger("code")).isEqualTo(20001);
    }

    @Test
    void shouldRecordAlsoWhenTheAnswerNeverComes() throws Exception {
        // Given
        String call = liveCall();
        rig.twilio.faults().nextRecordings(TwilioFaults.Create.TIMEOUT_AFTER_EFFECT, 1);
        HttpRequest request =
                rig.authorised("Calls/" + call + "/Recordings.json")
                        .timeout(Duration.ofMillis(500))
                        .POST(Rig.form(field("RecordingChannels", "dual")))
                        .build();
        // When
        Throwable failure = catchThrowable(() -> rig.exchange(request));
        // Then
        assertThat(failure).isInstanceOf(HttpTimeoutException.class);
        assertThat(rig.get("Calls/" + call + "/Recordings.json").body().getJsonArray("recordings"))
                .hasSize(1);
    }

    @Test
    void shouldKnowItsRecordingsAfterARestart() throws Exception {
        // Given
        String call = liveCall();
        String sid = record(call).body().getString("sid");
        Ledger ledger = rig.ledger;
        // When
        try (Rig restarted = new Rig(20, ledger, (text, voice) -> Rig.loud(Rig.LINE_MS))) {
            // Then
            assertThat(restarted.get("Recordings/" + sid + ".json").body().getString("status"))
                    .isEqualTo("completed");
            assertThat(restarted.get("Recordings/" + UNKNOWN + ".json").status()).isEqualTo(404);
        }
    }
}
