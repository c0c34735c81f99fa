package io.leadflip.sandbox.twilio;

import static io.leadflip.sandbox.twilio.Rig.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.twilio.security.RequestValidator;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallLifeTest {
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(20);
        rig.customer.answers("/twiml", "<Say>Hello</Say><Hangup/>");
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    @Test
    void shouldTellItsLifeInOrderAndSigned() throws Exception {
        // Given
        RequestValidator witness =
                new RequestValidator(rig.settings().credentials().twilioAuthToken());
        // When
        rig.call();
        // Then
        await().until(() -> rig.customer.statuses().contains("completed"));
        assertThat(rig.customer.statuses())
                .containsExactly("initiated", "ringing", "in-progress", "completed");
        assertThat(rig.customer.at("/status"))
                .extracting(callback -> callback.field("SequenceNumber"))
                .containsExactly("0", "1", "2", "3");
        assertThat(rig.customer.received)
                .hasSize(5)
                .allMatch(
                        request ->
                                witness.validate(
                                        request.url(), request.form(), request.signature()));
        Customer.Received last = rig.customer.at("/status").getLast();
        assertThat(last.field("CallDuration")).matches("[1-9]\\d*");
        assertThat(last.field("SipResponseCode")).isEqualTo("200");
    }

    @Test
    void shouldTellOnlyTheEndUnlessAskedForMore() throws Exception {
        // Given
        Rig.Field[] order =
                Arrays.stream(rig.order())
                        .filter(field -> !field.name().equals("StatusCallbackEvent"))
                        .toArray(Rig.Field[]::new);
        // When
        rig.post("Calls.json", order);
        // Then
        await().until(() -> !rig.customer.statuses().isEmpty());
        assertThat(rig.customer.statuses()).containsExactly("completed");
    }

    @Test
    void shouldEndBusyUnansweredOrFailed() throws Exception {
        // Given
        rig.personas.register("+13175550101", persona("busy"));
        rig.personas.register("+13175550102", persona("no-answer"));
        rig.personas.register("+13175550103", persona("failed"));
        // When
        String busy = rig.call(field("To", "+13175550101"));
        String unanswered = rig.call(field("To", "+13175550102"), field("Timeout", "5"));
        String failed = rig.call(field("To", "+13175550103"));
        // Then
        await().until(() -> rig.status(busy).equals("busy"));
        await().until(() -> rig.status(unanswered).equals("no-answer"));
        await().until(() -> rig.status(failed).equals("failed"));
        assertThat(rig.customer.at("/twiml")).isEmpty();
    }

    private static JsonObject persona(String answer) {
        return new JsonObject().put("answer", answer);
    }

    @Test
    void shouldDetectAVoicemailAtItsBeep() throws Exception {
        // Given
        rig.persona("{\"answer\":\"voicemail\"}");
        rig.customer.answers("/twiml", "<Say>monologue</Say>");
        // When
        String sid = rig.call(amd("DetectMessageEnd"));
        // Then
        await().until(() -> rig.customer.at("/amd").size() == 1);
        Customer.Received verdict = rig.customer.at("/amd").getFirst();
        assertThat(verdict.field("AnsweredBy")).isEqualTo("machine_end_beep");
        assertThat(verdict.field("MachineDetectionDuration")).isEqualTo("1200");
        await().until(() -> rig.status(sid).equals("completed"));
        assertThat(rig.customer.at("/status").getLast().field("AnsweredBy"))
                .isEqualTo("machine_end_beep");
    }

    @Test
    void shouldDetectAHumanWhoSaysHello() throws Exception {
        // Given
        rig.customer.answers("/twiml", "<Say>monologue</Say>");
        // When
        rig.call(amd("Enable"));
        // Then
        await().until(() -> rig.customer.at("/amd").size() == 1);
        assertThat(rig.customer.at("/amd").getFirst().field("AnsweredBy")).isEqualTo("human");
    }

    private Rig.Field[] amd(String mode) {
        return new Rig.Field[] {
            field("MachineDetection", mode),
            field("AsyncAmd", "true"),
            field("AsyncAmdStatusCallback", rig.customer.url("/amd"))
        };
    }

    @Test
    void shouldWaitForTheVerdictBeforeTheDocumentWithoutAsyncAmd() throws Exception {
        // Given
        rig.persona("{\"answer\":\"voicemail\"}");
        // When
        rig.call(field("MachineDetection", "DetectMessageEnd"));
        // Then
        await().until(() -> rig.customer.at("/twiml").size() == 1);
        assertThat(rig.customer.at("/twiml").getFirst().field("AnsweredBy"))
                .isEqualTo("machine_end_beep");
    }

    @Test
    void shouldAskTheFallbackWhenTheDocumentFails() throws Exception {
        // Given
        rig.customer.fails("/twiml", 500);
        rig.customer.answers("/fallback", "<Hangup/>");
        // When
        String sid = rig.call(field("FallbackUrl", rig.customer.url("/fallback")));
        // Then
        await().until(() -> rig.status(sid).equals("completed"));
        Customer.Received fallback = rig.customer.at("/fallback").getFirst();
        assertThat(fallback.field("ErrorCode")).isEqualTo("11200");
        assertThat(fallback.field("ErrorUrl")).isEqualTo(rig.customer.url("/twiml"));
    }

    @Test
    void shouldFollowARelativeRedirect() throws Exception {
        // Given
        rig.customer.answers("/twiml", "<Redirect>second?n=2</Redirect>");
        // When
        String sid = rig.call();
        // Then
        await().until(() -> rig.status(sid).equals("completed"));
        assertThat(rig.customer.at("/second")).hasSize(1);
    }

    @Test
    void shouldPlayAnotherDocumentWhenTold() throws Exception {
        // Given
        rig.customer.answers("/twiml", "<Say>monologue</Say>");
        String sid = rig.call();
        await().until(() -> rig.customer.at("/twiml").size() == 1);
        // When
        rig.post("Calls/" + sid + ".json", field("Url", rig.customer.url("/other")));
        // Then
        await().until(() -> rig.status(sid).equals("completed"));
        assertThat(rig.customer.at("/other")).hasSize(1);
    }

    @Test
    void shouldEndAtItsTimeLimit() throws Exception {
        // Given
        rig.customer.answers("/twiml", "<Say>monologue</Say>");
        // When
        String sid = rig.call(field("TimeLimit", "10"));
        // Then
        await().until(() -> rig.status(sid).equals("completed"));
        String seconds = rig.get("Calls/" + sid + ".json").body().getString("duration");
        assertThat(Integer.parseInt(seconds)).isBetween(10, 50);
    }

    @Test
    void shouldTryACallbackOnceMoreAfterAServerError() throws Exception {
        // Given
        rig.customer.fails("/status", 503);
        // When
        rig.call();
        // Then
        await().until(() -> rig.customer.statuses().contains("completed"));
        assertThat(rig.customer.statuses())
                .containsExactly("initiated", "initiated", "ringing", "in-progress", "completed");
    }

    @Test
    void shouldDropDuplicateAndReorderCallbacksWhenTold() throws Exception {
        // Given
        rig.twilio.faults().nextCallbacks(TwilioFaults.Callback.DROP, 1);
        rig.twilio.faults().nextCallbacks(TwilioFaults.Callback.REORDER, 1);
        rig.twilio.faults().nextCallbacks(TwilioFaults.Callback.DUPLICATE, 1);
        // When
        rig.call();
        // Then
        await().until(() -> rig.customer.statuses().contains("completed"));
        assertThat(rig.customer.statuses())
                .isEqualTo(List.of("in-progress", "in-progress", "ringing", "completed"));
    }
}
