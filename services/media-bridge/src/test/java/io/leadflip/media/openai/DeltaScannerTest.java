package io.leadflip.media.openai;

import static io.leadflip.media.wire.MutatedMessages.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.media.bridge.ModelEvent;
import io.leadflip.media.wire.MutatedMessages;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// The fast reader against the full one: whatever it accepts means the same to both.
class DeltaScannerTest {
    private final DeltaScanner scanner = new DeltaScanner();
    private final RealtimeReader reader = new RealtimeReader("gpt-realtime");

    @Test
    void shouldFindAudioAndWhoseItIs() {
        // Given
        var message =
                bytes(
                        "{\"event_id\":\"e\",\"delta\":\"AAAA\",\"response_id\":\"r1\",\"item_id\":\"i1\",\"output_index\":0,"
                                + "\"content_index\":0,\"type\":\"response.output_audio.delta\"}");
        // When
        boolean found = scanner.finds(message, message.length);
        // Then
        assertThat(found).isTrue();
        assertThat(event(message)).isEqualTo(new ModelEvent.Audio("r1", "i1", "AAAA", 3));
    }

    @Test
    void shouldNotCarryNamesFromOneMessageToAnother() {
        // Given
        var first =
                bytes(
                        "{\"type\":\"response.output_audio.delta\",\"response_id\":\"r1\",\"item_id\":\"i1\",\"delta\":\"AAAA\"}");
        var second =
                bytes(
                        "{\"type\":\"response.output_audio.delta\",\"response_id\":\"r2\",\"delta\":\"AAAA\"}");
        scanner.finds(first, first.length);
        // When
        boolean found = scanner.finds(second, second.length);
        // Then
        assertThat(found).isFalse();
    }

    @Property(tries = 3000)
    void shouldAcceptAudioInAnyOrderOfFields(@ForAll("audio") String message) {
        byte[] bytes = bytes(message);
        assertThat(scanner.finds(bytes, bytes.length)).isTrue();
        agrees(message);
    }

    @Property(tries = 3000)
    void shouldReadNothingElseThanTheFullReader(@ForAll("deltas") String message) {
        agrees(message);
    }

    @Property(tries = 6000)
    void shouldNeverReadWhatTheFullReaderReadsOtherwise(@ForAll("mutated") String message) {
        agrees(message);
    }

    private void agrees(String message) {
        byte[] bytes = bytes(message);
        if (scanner.finds(bytes, bytes.length)) {
            assertThat(reader.read(message)).containsExactly(event(bytes));
        }
    }

    private ModelEvent.Audio event(byte[] bytes) {
        String payload =
                new String(
                        bytes,
                        scanner.deltaFrom(),
                        scanner.deltaLength(),
                        StandardCharsets.US_ASCII);
        return new ModelEvent.Audio(
                scanner.response(), scanner.item(), payload, scanner.audioBytes());
    }

    @Provide
    Arbitrary<String> audio() {
        return MutatedMessages.object(
                List.of(
                        Arbitraries.just("\"type\":\"response.output_audio.delta\""),
                        numbers().map(i -> "\"event_id\":\"event_" + i + "\""),
                        numbers().map(i -> "\"response_id\":\"resp_" + i + "\""),
                        numbers().map(i -> "\"item_id\":\"item_" + i + "\""),
                        numbers().map(i -> "\"output_index\":" + i),
                        numbers().map(i -> "\"content_index\":" + i),
                        MutatedMessages.properBase64().map(b -> "\"delta\":\"" + b + "\"")));
    }

    private static Arbitrary<Integer> numbers() {
        return Arbitraries.integers().between(0, 999_999_999);
    }

    @Provide
    Arbitrary<String> deltas() {
        return MutatedMessages.object(
                List.of(
                        Arbitraries.of(
                                "\"type\":\"response.output_audio.delta\"",
                                "\"type\":\"response.output_audio_transcript.delta\""),
                        Arbitraries.integers().map(i -> "\"event_id\":\"event_" + i + "\""),
                        Arbitraries.integers()
                                .between(0, 3)
                                .map(i -> "\"response_id\":\"resp_" + i + "\""),
                        Arbitraries.integers()
                                .between(0, 3)
                                .map(i -> "\"item_id\":\"item_" + i + "\""),
                        Arbitraries.integers().map(i -> "\"output_index\":" + i),
                        Arbitraries.of("\"content_index\":0", "\"content_index\":00"),
                        MutatedMessages.base64().map(b -> "\"delta\":\"" + b + "\"")));
    }

    @Provide
    Arbitrary<String> mutated() {
        return MutatedMessages.of(deltas());
    }
}
