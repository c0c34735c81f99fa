package io.leadflip.sandbox.twilio;

import static io.leadflip.sandbox.twilio.Rig.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.leadflip.sandbox.ledger.Ledger;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallApiTest {
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(20);
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "To,'',21201",
        "From,'',21213",
        "To,+1317,21211",
        "To,+11175550100,21211",
        "From,sales,21212",
        "Url,'',21205",
        "Url,not a url,21205",
        "StatusCallback,ftp://x,21609",
        "StatusCallbackEvent,initiated ringing answered completed,21626",
        "StatusCallbackEvent,queued,21626",
        "Timeout,601,21208",
        "TimeLimit,soon,20001",
        "MachineDetection,Yes,21234",
        "MachineDetectionTimeout,120,21234",
        "AsyncAmd,maybe,21234",
        "SendDigits,abc,21206"
    })
    void shouldRefuseWhatTwilioRefuses(String field, String value, int code) throws Exception {
        // Given
        Rig.Field[] order = rig.order(field(field, value));
        // When
        Rig.Answer answer = rig.post("Calls.json", order);
        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().fieldNames())
                .containsExactlyInAnyOrder("code", "message", "more_info", "status");
        assertThat(answer.body().getInteger("code")).isEqualTo(code);
        assertThat(rig.ledger.entries("twilio.call")).isEmpty();
        assertThat(rig.ledger.entries("rejected")).hasSize(1);
    }

    @Test
    void shouldRefuseWrongCredentials() throws Exception {
        // Given
        HttpRequest request =
                rig.request("Calls.json")
                        .header("Authorization", "Basic bm86bm8=")
                        .POST(Rig.form(rig.order()))
                        .build();
        // When
        Rig.Answer answer = rig.exchange(request);
        // Then
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().getInteger("code")).isEqualTo(20003);
    }

    @Test
    void shouldAcceptACallAsQueued() throws Exception {
        // Given
        Rig.Field[] order = rig.order();
        // When
        Rig.Answer answer = rig.post("Calls.json", order);
        // Then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().getString("sid")).matches("CA[0-9a-f]{32}");
        assertThat(answer.body().getString("status")).isEqualTo("queued");
        assertThat(answer.body().getString("direction")).isEqualTo("outbound-api");
        JsonObject kept = rig.ledger.entries("twilio.call").getFirst();
        assertThat(kept.getString("to")).isEqualTo(Rig.TO);
        assertThat(kept.getJsonObject("form").getJsonArray("StatusCallbackEvent")).hasSize(4);
    }

    @Test
    void shouldListCallsByNumberStatusAndDay() throws Exception {
        // Given
        rig.persona("{\"answer\":\"busy\"}");
        String busy = rig.call();
        await().until(() -> rig.status(busy).equals("busy"));
        rig.call(field("To", "+13175550143"));
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        // When
        List<String> found = sids("Calls.json?To=%2B13175550142&Status=busy&StartTime%3E=" + today);
        List<String> tomorrow = sids("Calls.json?StartTime%3E=2199-01-01");
        JsonObject page = rig.get("Calls.json?PageSize=1").body();
        // Then
        assertThat(found).containsExactly(busy);
        assertThat(tomorrow).isEmpty();
        assertThat(page.getJsonArray("calls")).hasSize(1);
        assertThat(page.getString("next_page_uri")).contains("Page=1");
    }

    private List<String> sids(String query) throws Exception {
        return rig.get(query).body().getJsonArray("calls").stream()
                .map(call -> ((JsonObject) call).getString("sid"))
                .toList();
    }

    @Test
    void shouldNotKnowACallThatNeverWasOrIsOver() throws Exception {
        // Given
        rig.persona("{\"answer\":\"busy\"}");
        String over = rig.call();
        await().until(() -> rig.status(over).equals("busy"));
        // When
        Rig.Answer unknown = rig.get("Calls/CA00000000000000000000000000000000.json");
        Rig.Answer hangUp = rig.post("Calls/" + over + ".json", field("Status", "completed"));
        // Then
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(hangUp.status()).isEqualTo(404);
        assertThat(hangUp.body().getInteger("code")).isEqualTo(20404);
    }

    @Test
    void shouldCancelACallThatStillRings() throws Exception {
        // Given
        rig.persona("{\"ringMs\":600000}");
        String sid = rig.call(field("Timeout", "600"));
        await().until(() -> rig.status(sid).equals("ringing"));
        // When
        rig.post("Calls/" + sid + ".json", field("Status", "canceled"));
        // Then
        await().until(() -> rig.status(sid).equals("canceled"));
    }

    @Test
    void shouldRememberCallsAcrossARestart() throws Exception {
        // Given
        rig.persona("{\"answer\":\"busy\"}");
        String ended = rig.call();
        await().until(() -> rig.status(ended).equals("busy"));
        rig.persona("{\"ringMs\":600000}");
        String ringing = rig.call(field("Timeout", "600"));
        await().until(() -> rig.status(ringing).equals("ringing"));
        Ledger kept = copy(rig.ledger);
        // When
        try (Rig restarted = new Rig(20, kept, (text, voice) -> Rig.loud(20))) {
            // Then
            assertThat(restarted.status(ended)).isEqualTo("busy");
            assertThat(restarted.status(ringing)).isEqualTo("failed");
        }
    }

    private static Ledger copy(Ledger ledger) {
        Ledger copy = Ledger.inMemory();
        List.of("twilio.call", "twilio.call.status")
                .forEach(kind -> ledger.entries(kind).forEach(entry -> copy.append(kind, entry)));
        return copy;
    }

    @Test
    void shouldExistAlthoughTheAnswerNeverCame() throws Exception {
        // Given
        rig.twilio.faults().nextCalls(TwilioFaults.Create.TIMEOUT_AFTER_EFFECT, 1);
        HttpRequest request =
                rig.authorised("Calls.json")
                        .timeout(Duration.ofMillis(300))
                        .POST(Rig.form(rig.order()))
                        .build();
        // When
        Throwable failure = catchThrowable(() -> rig.exchange(request));
        // Then
        assertThat(failure).isInstanceOf(HttpTimeoutException.class);
        await().until(() -> sids("Calls.json?To=%2B13175550142").size() == 1);
    }

    @Test
    void shouldFailBeforeOrAfterTheEffect() throws Exception {
        // Given
        rig.twilio.faults().nextCalls(TwilioFaults.Create.ERROR_BEFORE_EFFECT, 1);
        rig.twilio.faults().nextCalls(TwilioFaults.Create.TOO_MANY_REQUESTS, 1);
        rig.twilio.faults().nextCalls(TwilioFaults.Create.ERROR_AFTER_EFFECT, 1);
        // When
        int before = rig.post("Calls.json", rig.order()).status();
        int busy = rig.post("Calls.json", rig.order()).status();
        int none = rig.ledger.entries("twilio.call").size();
        int after = rig.post("Calls.json", rig.order()).status();
        // Then
        assertThat(List.of(before, busy, after)).containsExactly(500, 429, 500);
        assertThat(none).isZero();
        assertThat(rig.ledger.entries("twilio.call")).hasSize(1);
    }

    @Test
    void shouldArmFaultsByTheControlApi() throws Exception {
        // Given
        HttpRequest.Builder control =
                HttpRequest.newBuilder(rig.origin().resolve("/__sandbox/faults/twilio"));
        // When
        Rig.Answer known = rig.exchange(control.POST(json("error-before-effect")).build());
        Rig.Answer unknown = rig.exchange(control.POST(json("earthquake")).build());
        Rig.Answer create = rig.post("Calls.json", rig.order());
        // Then
        assertThat(known.body().getInteger("armed")).isEqualTo(2);
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(create.status()).isEqualTo(500);
    }

    private static HttpRequest.BodyPublisher json(String fault) {
        return HttpRequest.BodyPublishers.ofString(
                new JsonObject().put("fault", fault).put("times", 2).encode());
    }
}
