package io.leadflip.media.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.media.bridge.CallerCommand;
import io.leadflip.media.bridge.CallerEvent;
import io.leadflip.media.bridge.CloseCause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaStreamCodecTest {
    @Test
    void shouldReadStartWhateverTheOrderOfItsFields() {
        // Given
        var text =
                """
                {"start":{"mediaFormat":{"channels":1,"sampleRate":8000,"encoding":"audio/x-mulaw"},"tracks":["inbound"],
                "customParameters":{"token":"t1"},"callSid":"CA1","accountSid":"AC1","streamSid":"MZ1"},
                "streamSid":"MZ1","sequenceNumber":"1","event":"start"}""";
        // When
        var event = MediaStreamCodec.read(text, null);
        // Then
        assertThat(event)
                .isEqualTo(
                        new CallerEvent.Started(
                                "MZ1", "AC1", "CA1", "t1", "audio/x-mulaw", 8000, 1));
    }

    @Test
    void shouldReadMediaWhoseNumbersAreText() {
        // When
        var event =
                MediaStreamCodec.read(
                        "{\"event\":\"media\",\"sequenceNumber\":\"4\",\"streamSid\":\"MZ1\",\"media\":{\"track\":\"inbound\",\"chunk\":\"2\",\"timestamp\":\"20\",\"payload\":\"//8=\"}}",
                        null);
        // Then
        assertThat(event).isEqualTo(new CallerEvent.Audio("//8=", 20));
    }

    @Test
    void shouldReadKeysMarksAndStop() {
        assertThat(
                        MediaStreamCodec.read(
                                "{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"9\",\"track\":\"inbound_track\"}}",
                                null))
                .isEqualTo(new CallerEvent.KeyPressed('9'));
        assertThat(MediaStreamCodec.read("{\"event\":\"mark\",\"mark\":{\"name\":\"g0m1\"}}", null))
                .isEqualTo(new CallerEvent.MarkEchoed("g0m1"));
        assertThat(
                        MediaStreamCodec.read(
                                "{\"event\":\"stop\",\"stop\":{\"callSid\":\"CA1\"}}", null))
                .isEqualTo(new CallerEvent.Stopped());
    }

    @Test
    void shouldLetKindsItDoesNotKnowPass() {
        assertThat(MediaStreamCodec.read("{\"event\":\"weather\"}", null))
                .isEqualTo(new CallerEvent.Unknown());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"event\":\"media\"}",
                "{\"event\":\"media\",\"media\":{\"payload\":\"?\",\"timestamp\":\"1\"}}",
                "{\"event\":\"media\",\"media\":{\"payload\":\"AA==\",\"timestamp\":\"soon\"}}",
                "{\"event\":\"media\",\"media\":{\"payload\":\"AAA\",\"timestamp\":\"1\"}}",
                "{\"event\":\"media\",\"media\":{\"payload\":\"A=AA\",\"timestamp\":\"1\"}}",
                "{\"event\":\"media\",\"media\":{\"payload\":\"A===\",\"timestamp\":\"1\"}}",
                "{\"event\":\"media\",\"media\":{\"payload\":\"\",\"timestamp\":\"1\"}}",
                "{\"event\":\"media\",\"media\":{\"payload\":\"AAAA\"}}",
                "{\"event\":\"media\",\"media\":[]}",
                "{\"event\":\"start\",\"start\":{}}",
                "{\"event\":\"mark\"}",
                "{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"99\"}}",
                "{\"event\":\"stop\"} and more",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}}"
            })
    void shouldRefuseWhatIsNoMessage(String text) {
        assertThat(MediaStreamCodec.read(text, null))
                .isEqualTo(new CallerEvent.Refused(CloseCause.MALFORMED));
    }

    @Test
    void shouldTakeNothingOfAnotherStream() {
        for (var message :
                List.of(
                        "{\"event\":\"media\",\"streamSid\":\"MZ2\",\"media\":{\"timestamp\":\"0\",\"payload\":\"AAAA\"}}",
                        "{\"event\":\"mark\",\"streamSid\":\"MZ2\",\"mark\":{\"name\":\"g0m1\"}}",
                        "{\"event\":\"dtmf\",\"streamSid\":\"MZ2\",\"dtmf\":{\"digit\":\"9\"}}",
                        "{\"event\":\"stop\",\"streamSid\":\"MZ2\",\"stop\":{}}")) {
            assertThat(MediaStreamCodec.read(message, "MZ1"))
                    .as(message)
                    .isEqualTo(new CallerEvent.Refused(CloseCause.OTHER_STREAM));
        }
    }

    @Test
    void shouldRefuseAStartThatNamesTwoStreams() {
        // When
        var event =
                MediaStreamCodec.read(
                        "{\"event\":\"start\",\"streamSid\":\"MZ2\",\"start\":{\"streamSid\":\"MZ1\",\"accountSid\":\"AC1\",\"callSid\":\"CA1\"}}",
                        null);
        // Then
        assertThat(event).isEqualTo(new CallerEvent.Refused(CloseCause.OTHER_STREAM));
    }

    /// Thread: pipecat-ai/pipecat#366
    @Test
    void shouldWriteExactlyTheDocumentedFields() {
        assertThat(MediaStreamCodec.write("MZ1", new CallerCommand.Play("AAAA")))
                .isEqualTo(
                        "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"AAAA\"}}");
        assertThat(MediaStreamCodec.write("MZ1", new CallerCommand.Mark("g0m1")))
                .isEqualTo(
                        "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"g0m1\"}}");
        assertThat(MediaStreamCodec.write("MZ1", new CallerCommand.Clear()))
                .isEqualTo("{\"event\":\"clear\",\"streamSid\":\"MZ1\"}");
    }
}
