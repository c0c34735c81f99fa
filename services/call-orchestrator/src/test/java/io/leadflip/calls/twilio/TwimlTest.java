package io.leadflip.calls.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.http.HttpMethod;
import com.twilio.twiml.VoiceResponse;
import com.twilio.twiml.voice.Connect;
import com.twilio.twiml.voice.Dial;
import com.twilio.twiml.voice.Hangup;
import com.twilio.twiml.voice.Number;
import com.twilio.twiml.voice.Parameter;
import com.twilio.twiml.voice.Say;
import com.twilio.twiml.voice.Stream;
import io.leadflip.calls.ending.Instruction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwimlTest {
    /// Thread: dograh#627 Thread: dograh#704
    @Test
    void shouldConnectAsTwiliosLibraryWritesIt() {
        // Given
        String token = "a.1.b\"<&>";
        Stream stream =
                new Stream.Builder()
                        .url("wss://m.example/media")
                        .statusCallback("https://c.example/s?attempt=1&x=2")
                        .statusCallbackMethod(Stream.StatusCallbackMethod.POST)
                        .parameter(new Parameter.Builder().name("token").value(token).build())
                        .build();
        String witness =
                new VoiceResponse.Builder()
                        .connect(
                                new Connect.Builder()
                                                .action("https://c.example/a?attempt=1")
                                                .method(HttpMethod.POST)
                                                .stream(stream)
                                                .build())
                        .hangup(new Hangup.Builder().build())
                        .build()
                        .toXml();
        // When
        String ours =
                Twiml.connect(
                        "wss://m.example/media",
                        "https://c.example/s?attempt=1&x=2",
                        "https://c.example/a?attempt=1",
                        token);
        // Then
        assertThat(canonical(ours)).isEqualTo(canonical(witness));
    }

    @Test
    void shouldSayAsTwiliosLibraryWritesIt() {
        // Given
        String witness =
                new VoiceResponse.Builder()
                        .say(new Say.Builder("Sorry <&> bye").language(Say.Language.EN_US).build())
                        .hangup(new Hangup.Builder().build())
                        .build()
                        .toXml();
        // Then
        assertThat(canonical(Twiml.sayAndHangUp("Sorry <&> bye", "en-US")))
                .isEqualTo(canonical(witness));
    }

    @Test
    void shouldPutThroughAsTwiliosLibraryWritesIt() {
        // Given
        String witness =
                new VoiceResponse.Builder()
                        .say(new Say.Builder("One <moment>").language(Say.Language.EN_US).build())
                        .dial(
                                new Dial.Builder()
                                        .action("https://c.example/a?attempt=1")
                                        .method(HttpMethod.POST)
                                        .callerId("+13175550100")
                                        .timeout(20)
                                        .timeLimit(93)
                                        .number(
                                                new Number.Builder("+13175570100")
                                                        .url("https://c.example/b?attempt=1")
                                                        .method(HttpMethod.POST)
                                                        .statusCallback(
                                                                "https://c.example/s?attempt=1")
                                                        .statusCallbackMethod(HttpMethod.POST)
                                                        .statusCallbackEvents(
                                                                List.of(
                                                                        Number.Event.ANSWERED,
                                                                        Number.Event.COMPLETED))
                                                        .build())
                                        .build())
                        .build()
                        .toXml();
        // When
        String ours =
                Twiml.of(
                        new Instruction.PutThrough(
                                new Instruction.Say("One <moment>", "en-US"),
                                "+13175570100",
                                "+13175550100",
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(93)),
                        new Twiml.LegUrls(
                                "https://c.example/a?attempt=1",
                                "https://c.example/b?attempt=1",
                                "https://c.example/s?attempt=1"));
        // Then
        assertThat(canonical(ours)).isEqualTo(canonical(witness));
    }

    /// Attribute order and quoting of `>` are free in XML.
    private static String canonical(String xml) {
        try {
            var document =
                    javax.xml.parsers.DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new org.xml.sax.InputSource(new java.io.StringReader(xml)));
            return describe(document.getDocumentElement());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String describe(org.w3c.dom.Node node) {
        if (node.getNodeType() == org.w3c.dom.Node.TEXT_NODE) {
            return node.getTextContent().strip();
        }
        var attributes = new java.util.TreeMap<String, String>();
        for (int i = 0; i < node.getAttributes().getLength(); i++) {
            attributes.put(
                    node.getAttributes().item(i).getNodeName(),
                    node.getAttributes().item(i).getNodeValue());
        }
        var text = new StringBuilder(node.getNodeName()).append(attributes);
        for (int i = 0; i < node.getChildNodes().getLength(); i++) {
            text.append('(').append(describe(node.getChildNodes().item(i))).append(')');
        }
        return text.toString();
    }
}
