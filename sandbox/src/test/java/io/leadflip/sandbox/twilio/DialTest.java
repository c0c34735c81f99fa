package io.leadflip.sandbox.twilio;

import static io.leadflip.sandbox.twilio.Rig.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.twilio.security.RequestValidator;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A call that is put through to another phone.
class DialTest {
    private static final String SHOP = "+13175550301";

    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(20);
        rig.persona("{\"lines\":[\"monologue\"]}");
        rig.customer.answers("/twiml", dial("timeout=\"5\"", "url=\"/first\""));
        rig.customer.answers("/first", "<Say>A customer</Say>");
        rig.customer.answers("/after", "<Hangup/>");
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private String dial(String ofDial, String ofNumber) {
        return "<Dial action=\"/after?n=1\" callerId=\"%s\" %s><Number %s statusCallback=\"/leg\" statusCallbackEvent=\"answered completed\">%s</Number></Dial>"
                .formatted(Rig.FROM, ofDial, ofNumber, SHOP);
    }

    private void shop(String json) {
        rig.personas.register(SHOP, new JsonObject(json));
    }

    private Customer.Received after() {
        await().until(() -> rig.customer.at("/after").size() == 1);
        return rig.customer.at("/after").getFirst();
    }

    @Test
    void shouldPutTwoPhonesTogether() throws Exception {
        // Given: the shop says hello and leaves after its second line
        shop(
                "{\"lines\":[\"Hello?\",\"Bye.\"],\"hangUpAfterLine\":2,\"interruptMs\":400,\"interruptTurn\":1}");
        RequestValidator witness =
                new RequestValidator(rig.settings().credentials().twilioAuthToken());
        // When
        String sid = rig.call();
        // Then
        Customer.Received after = after();
        String leg = after.field("DialCallSid");
        assertThat(after.field("CallSid")).isEqualTo(sid);
        assertThat(after.field("DialCallStatus")).isEqualTo("completed");
        assertThat(after.field("DialBridged")).isEqualTo("true");
        assertThat(after.field("DialCallDuration")).matches("[1-9]\\d*");
        // And: the document for the shop, and the leg's reports, name both
        Customer.Received first = rig.customer.at("/first").getFirst();
        assertThat(first.field("CallSid")).isEqualTo(leg);
        assertThat(first.field("ParentCallSid")).isEqualTo(sid);
        assertThat(first.field("To")).isEqualTo(SHOP);
        assertThat(first.field("From")).isEqualTo(Rig.FROM);
        await().until(() -> rig.customer.at("/leg").size() == 2);
        assertThat(rig.customer.at("/leg"))
                .extracting(report -> report.field("CallStatus"))
                .containsExactly("in-progress", "completed");
        assertThat(rig.customer.received)
                .allMatch(
                        request ->
                                witness.validate(
                                        request.url(), request.form(), request.signature()));
        // And: each heard the other
        assertThat(rig.twilio.recording(leg).orElseThrow().agent()).contains((byte) 0x10);
        assertThat(rig.twilio.recording(sid).orElseThrow().agent()).contains((byte) 0x10);
        await().until(() -> rig.status(sid).equals("completed"));
    }

    @Test
    void shouldWriteDownALegThatIsNoCallOfItsOwn() throws Exception {
        // Given
        shop("{\"answer\":\"busy\"}");
        // When
        String sid = rig.call();
        after();
        // Then
        assertThat(rig.ledger.entries("twilio.call")).hasSize(1);
        assertThat(rig.ledger.entries("twilio.leg"))
                .singleElement()
                .satisfies(
                        leg -> {
                            assertThat(leg.getString("parent")).isEqualTo(sid);
                            assertThat(leg.getString("to")).isEqualTo(SHOP);
                        });
        assertThat(rig.ledger.entries("twilio.leg.status"))
                .singleElement()
                .satisfies(leg -> assertThat(leg.getString("status")).isEqualTo("busy"));
        assertThat(rig.get("Calls.json").body().getJsonArray("calls")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"busy, busy", "no-answer, no-answer", "failed, failed"})
    void shouldTellTheActionWhenNobodyAnswers(String answer, String status) throws Exception {
        // Given
        shop(new JsonObject().put("answer", answer).encode());
        // When
        rig.call();
        // Then
        assertThat(after().field("DialCallStatus")).isEqualTo(status);
        assertThat(after().field("DialBridged")).isEqualTo("false");
        assertThat(after().field("DialCallDuration")).isEqualTo("0");
        assertThat(rig.customer.at("/first")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"<Hangup/>, 200", "<Say>A customer</Say>, 500"})
    void shouldPutNobodyTogetherWhenTheDocumentOfTheLegSaysSo(String document, int status)
            throws Exception {
        // Given
        shop("{}");
        rig.customer.answers("/first", document);
        if (status != 200) {
            rig.customer.fails("/first", status);
        }
        // When
        rig.call();
        // Then
        assertThat(after().field("DialCallStatus")).isEqualTo("completed");
        assertThat(after().field("DialBridged")).isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"lines\":[\"monologue\"]} | true",
                "{\"lines\":[\"monologue\"],\"digits\":\"2\"} | false",
                "{\"answer\":\"voicemail\"} | false"
            })
    void shouldPutThroughOnlyToWhomPressesTheKeyThatWasAskedFor(String persona, boolean bridged)
            throws Exception {
        // Given
        shop(persona);
        rig.customer.answers(
                "/first",
                "<Gather numDigits=\"1\" timeout=\"3\" action=\"/pressed\"><Say>Press 1</Say></Gather><Hangup/>");
        rig.customer.answers("/pressed", persona.contains("digits") ? "<Hangup/>" : "");
        rig.customer.answers("/twiml", dial("timeLimit=\"9\"", "url=\"/first\""));
        // When
        rig.call();
        // Then
        assertThat(after().field("DialCallStatus")).isEqualTo("completed");
        assertThat(after().field("DialBridged")).isEqualTo(Boolean.toString(bridged));
        assertThat(rig.customer.at("/pressed"))
                .extracting(request -> request.field("Digits"))
                .isEqualTo(
                        persona.contains("voicemail") ? List.of() : List.of(bridged ? "1" : "2"));
    }

    @Test
    void shouldEndTheLegWithTheCall() throws Exception {
        // Given
        shop("{\"answer\":\"no-answer\"}");
        rig.customer.answers("/twiml", dial("timeout=\"600\"", ""));
        String sid = rig.call();
        await().until(() -> rig.ledger.entries("twilio.leg").size() == 1);
        // When
        rig.post("Calls/" + sid + ".json", field("Status", "completed"));
        // Then
        await().until(() -> rig.status(sid).equals("completed"));
        assertThat(rig.customer.at("/after")).isEmpty();
        assertThat(rig.ledger.entries("twilio.leg.status"))
                .singleElement()
                .satisfies(leg -> assertThat(leg.getString("status")).isEqualTo("canceled"));
    }

    @Test
    void shouldEndALegAtItsOwnLimitAndGoOn() throws Exception {
        // Given
        shop("{\"lines\":[\"monologue\"]}");
        rig.customer.answers("/twiml", dial("timeLimit=\"2\"", ""));
        // When
        rig.call();
        // Then
        assertThat(after().field("DialCallStatus")).isEqualTo("completed");
        assertThat(after().field("DialBridged")).isEqualTo("true");
    }

    @Test
    void shouldDialNoNumberThatCannotBeOne() throws Exception {
        // Given
        rig.customer.answers("/twiml", "<Dial action=\"/after\">911</Dial>");
        // When
        rig.call();
        // Then
        assertThat(after().field("DialCallStatus")).isEqualTo("failed");
        assertThat(rig.ledger.entries("twilio.leg")).isEmpty();
    }
}
