package io.leadflip.sandbox.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.twilio.twiml.VoiceResponse;
import com.twilio.twiml.voice.Connect;
import com.twilio.twiml.voice.Dial;
import com.twilio.twiml.voice.Hangup;
import com.twilio.twiml.voice.Number;
import com.twilio.twiml.voice.Parameter;
import com.twilio.twiml.voice.Pause;
import com.twilio.twiml.voice.Say;
import com.twilio.twiml.voice.Stream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TwimlTest {

    @Test
    void shouldReadWhatTwiliosOwnBuilderWrites() throws Exception {
        // Given
        Stream stream =
                new Stream.Builder()
                        .url("wss://media.example.com/media")
                        .parameter(new Parameter.Builder().name("token").value("a&b").build())
                        .build();
        VoiceResponse response =
                new VoiceResponse.Builder()
                        .say(new Say.Builder("One moment").build())
                        .pause(new Pause.Builder().length(2).build())
                        .connect(new Connect.Builder().action("/after").stream(stream).build())
                        .hangup(new Hangup.Builder().build())
                        .build();
        // When
        Twiml twiml = Twiml.parse(response.toXml());
        // Then
        assertThat(twiml.unknown()).isEmpty();
        assertThat(twiml.verbs()).hasSize(4);
        assertThat(twiml.verbs().get(1)).isEqualTo(new Verb.Pause(Duration.ofSeconds(2)));
        assertThat(twiml.verbs().get(2))
                .isInstanceOfSatisfying(
                        Verb.ConnectStream.class,
                        connect -> {
                            assertThat(connect.url()).isEqualTo("wss://media.example.com/media");
                            assertThat(connect.parameters()).isEqualTo(Map.of("token", "a&b"));
                            assertThat(connect.action()).contains("/after");
                        });
        assertThat(twiml.verbs().get(3)).isEqualTo(new Verb.Hangup());
    }

    @Test
    void shouldReadADialAsTwiliosOwnBuilderWritesIt() throws Exception {
        // Given
        VoiceResponse response =
                new VoiceResponse.Builder()
                        .dial(
                                new Dial.Builder()
                                        .action("/after?a=1")
                                        .callerId("+13175550100")
                                        .timeout(20)
                                        .timeLimit(90)
                                        .number(
                                                new Number.Builder("+13175550301")
                                                        .url("/first")
                                                        .statusCallback("/leg")
                                                        .statusCallbackEvents(
                                                                List.of(
                                                                        Number.Event.ANSWERED,
                                                                        Number.Event.COMPLETED))
                                                        .build())
                                        .build())
                        .dial(new Dial.Builder("+13175550302").build())
                        .build();
        // Then
        assertThat(Twiml.parse(response.toXml()).verbs())
                .containsExactly(
                        new Verb.Dial(
                                "+13175550301",
                                Optional.of("+13175550100"),
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(90),
                                Optional.of("/after?a=1"),
                                "POST",
                                Optional.of("/first"),
                                "POST",
                                Optional.of("/leg"),
                                "POST",
                                Set.of("answered", "completed")),
                        new Verb.Dial(
                                "+13175550302",
                                Optional.empty(),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(14_400),
                                Optional.empty(),
                                "POST",
                                Optional.empty(),
                                "POST",
                                Optional.empty(),
                                "POST",
                                Set.of("completed")));
    }

    @Test
    void shouldSkipAndNameWhatItDoesNotKnow() throws Exception {
        // Given
        String xml = "<Response><Dance/><Hangup/></Response>";
        // When
        Twiml twiml = Twiml.parse(xml);
        // Then
        assertThat(twiml.unknown()).containsExactly("Dance");
        assertThat(twiml.verbs()).containsExactly(new Verb.Hangup());
    }

    @Test
    void shouldRefuseWhatIsNoTwiml() {
        // Given
        String html = "<html/>";
        String entity =
                "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Response>&x;</Response>";
        // When / Then
        assertThatThrownBy(() -> Twiml.parse(html)).isInstanceOf(Twiml.Unreadable.class);
        assertThatThrownBy(() -> Twiml.parse(entity)).isInstanceOf(Twiml.Unreadable.class);
        assertThatThrownBy(() -> Twiml.parse("oops")).isInstanceOf(Twiml.Unreadable.class);
    }
}
