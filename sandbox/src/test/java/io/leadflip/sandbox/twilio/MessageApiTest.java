package io.leadflip.sandbox.twilio;

import static io.leadflip.sandbox.twilio.Rig.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.twilio.security.RequestValidator;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageApiTest {
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(20);
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    @Test
    void shouldDeliverAndTellEveryStep() throws Exception {
        // Given
        Rig.Field callback = field("StatusCallback", rig.customer.url("/sms"));
        // When
        Rig.Answer sent = send("Your code is 123456", callback);
        // Then
        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.body().getString("status")).isEqualTo("queued");
        await().until(() -> rig.customer.at("/sms").size() == 3);
        assertThat(rig.customer.at("/sms"))
                .extracting(callbackSent -> callbackSent.field("MessageStatus"))
                .containsExactly("queued", "sent", "delivered");
        RequestValidator witness =
                new RequestValidator(rig.settings().credentials().twilioAuthToken());
        assertThat(rig.customer.at("/sms"))
                .allMatch(c -> witness.validate(c.url(), c.form(), c.signature()));
        assertThat(rig.ledger.entries("twilio.sms").getFirst().getString("body"))
                .contains("123456");
        String sid = sent.body().getString("sid");
        assertThat(rig.get("Messages/" + sid + ".json").body().getString("status"))
                .isEqualTo("delivered");
    }

    @Test
    void shouldListByNumber() throws Exception {
        // Given
        send("one");
        send("two");
        // When
        JsonObject list = rig.get("Messages.json?To=%2B13175550142").body();
        JsonObject none = rig.get("Messages.json?To=%2B13175550199").body();
        // Then
        assertThat(list.getJsonArray("messages")).hasSize(2);
        assertThat(none.getJsonArray("messages")).isEmpty();
    }

    @Test
    void shouldRefuseAnUnsubscribedNumber() throws Exception {
        // Given
        rig.twilio.suppress(Rig.TO);
        // When
        Rig.Answer answer = send("Hello again");
        // Then
        assertThat(answer.body().getInteger("code")).isEqualTo(21610);
        JsonObject refused = rig.ledger.entries("rejected").getLast();
        assertThat(refused.getJsonObject("form").getString("Body")).isEqualTo("Hello again");
        assertThat(rig.ledger.entries("twilio.sms")).isEmpty();
    }

    @Test
    void shouldTellTheCustomerOfAStopWordAndUnsubscribe() throws Exception {
        // Given
        JsonObject text =
                new JsonObject()
                        .put("from", Rig.TO)
                        .put("to", Rig.FROM)
                        .put("body", "Stop")
                        .put("webhook", rig.customer.url("/texts"));
        HttpRequest request =
                HttpRequest.newBuilder(rig.origin().resolve("/__sandbox/twilio/inbound"))
                        .POST(HttpRequest.BodyPublishers.ofString(text.encode()))
                        .build();
        // When
        rig.exchange(request);
        // Then
        await().until(() -> rig.customer.at("/texts").size() == 1);
        assertThat(rig.customer.at("/texts").getFirst().field("OptOutType")).isEqualTo("STOP");
        assertThat(send("Hello again").body().getInteger("code")).isEqualTo(21610);
    }

    @Test
    void shouldRememberMessagesAcrossARestart() throws Exception {
        // Given
        String sid = send("kept").body().getString("sid");
        // When
        try (Rig restarted = new Rig(20, rig.ledger, (text, voice) -> Rig.loud(20))) {
            Rig.Answer found = restarted.get("Messages/" + sid + ".json");
            // Then
            assertThat(found.body().getString("body")).isEqualTo("kept");
        }
    }

    @Test
    void shouldRefuseIncompleteOrOverlongMessages() throws Exception {
        // Given
        Rig.Field to = field("To", Rig.TO);
        Rig.Field from = field("From", Rig.FROM);
        // When
        List<Integer> codes =
                List.of(
                        code(from, field("Body", "x")),
                        code(to, field("Body", "x")),
                        code(to, from),
                        code(to, from, field("Body", "x".repeat(1601))),
                        code(field("To", "317"), from, field("Body", "x")));
        // Then
        assertThat(codes).containsExactly(21604, 21603, 21602, 21617, 21211);
    }

    private int code(Rig.Field... fields) throws Exception {
        return rig.post("Messages.json", fields).body().getInteger("code");
    }

    private Rig.Answer send(String body, Rig.Field... more) throws Exception {
        Rig.Field[] fields = new Rig.Field[3 + more.length];
        fields[0] = field("To", Rig.TO);
        fields[1] = field("From", Rig.FROM);
        fields[2] = field("Body", body);
        System.arraycopy(more, 0, fields, 3, more.length);
        return rig.post("Messages.json", fields);
    }
}
