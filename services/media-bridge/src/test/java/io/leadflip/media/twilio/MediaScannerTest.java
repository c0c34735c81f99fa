package io.leadflip.media.twilio;

import static io.leadflip.media.wire.MutatedMessages.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.media.bridge.CallerEvent;
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
class MediaScannerTest {
    private final MediaScanner scanner = new MediaScanner();

    @Test
    void shouldFindAudioInTwiliosOwnMessage() {
        // Given
        var message =
                bytes(
                        "{\"event\":\"media\",\"sequenceNumber\":\"4\",\"media\":{\"track\":\"inbound\",\"chunk\":\"2\","
                                + "\"timestamp\":\"20\",\"payload\":\"no+JhoaJjpw=\"},\"streamSid\":\"MZ1\"}");
        // When
        boolean found = scanner.finds(message, message.length);
        // Then
        assertThat(found).isTrue();
        assertThat(scanner.timestampMs()).isEqualTo(20);
        assertThat(text(message)).isEqualTo("no+JhoaJjpw=");
    }

    @Test
    void shouldLeaveOtherMessagesToTheFullReader() {
        for (var message :
                List.of(
                        "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"m\"}}",
                        "{\"event\":\"media\",\"media\":{\"track\":\"outbound\",\"timestamp\":\"0\",\"payload\":\"AA==\"}}",
                        "{\"event\":\"media\",\"media\":{\"timestamp\":\"0\",\"payload\":\"A\\/==\"}}",
                        "{\"event\":\"media\",\"media\":{\"timestamp\":\"0\",\"payload\":\"AA==\"}} {}",
                        "{}",
                        "")) {
            assertThat(scanner.finds(bytes(message), bytes(message).length)).as(message).isFalse();
        }
    }

    @Test
    void shouldFindOnlyAudioOfItsStream() {
        // Given
        scanner.only("MZ1");
        var own = bytes(media("MZ1"));
        var other = bytes(media("MZ2"));
        // When / Then
        assertThat(scanner.finds(own, own.length)).isTrue();
        assertThat(scanner.finds(other, other.length)).isFalse();
    }

    private static String media(String stream) {
        return "{\"event\":\"media\",\"streamSid\":\""
                + stream
                + "\",\"media\":{\"timestamp\":\"20\",\"payload\":\"AAAA\"}}";
    }

    @Property(tries = 3000)
    void shouldAcceptAudioInAnyOrderOfFields(@ForAll("audio") String message) {
        byte[] bytes = bytes(message);
        assertThat(scanner.finds(bytes, bytes.length)).isTrue();
        agrees(message);
    }

    @Property(tries = 3000)
    void shouldReadNothingElseThanTheFullReader(@ForAll("media") String message) {
        agrees(message);
    }

    @Property(tries = 6000)
    void shouldNeverReadWhatTheFullReaderReadsOtherwise(@ForAll("mutated") String message) {
        agrees(message);
    }

    private void agrees(String message) {
        byte[] bytes = bytes(message);
        if (scanner.finds(bytes, bytes.length)) {
            assertThat(MediaStreamCodec.read(message, null))
                    .isEqualTo(new CallerEvent.Audio(text(bytes), scanner.timestampMs()));
        }
    }

    private String text(byte[] bytes) {
        return new String(
                bytes, scanner.payloadFrom(), scanner.payloadLength(), StandardCharsets.US_ASCII);
    }

    @Provide
    Arbitrary<String> audio() {
        Arbitrary<String> inner =
                MutatedMessages.object(
                        List.of(
                                Arbitraries.just("\"track\":\"inbound\""),
                                numbers().map(i -> "\"chunk\":\"" + i + "\""),
                                numbers().map(i -> "\"timestamp\":\"" + i + "\""),
                                MutatedMessages.properBase64()
                                        .map(b -> "\"payload\":\"" + b + "\"")));
        return MutatedMessages.object(
                List.of(
                        Arbitraries.just("\"event\":\"media\""),
                        numbers().map(i -> "\"sequenceNumber\":\"" + i + "\""),
                        inner.map(media -> "\"media\":" + media),
                        Arbitraries.just("\"streamSid\":\"MZ1\"")));
    }

    /// 11 days of milliseconds.
    private static Arbitrary<Integer> numbers() {
        return Arbitraries.integers().between(0, 999_999_999);
    }

    @Provide
    Arbitrary<String> media() {
        Arbitrary<String> inner =
                MutatedMessages.object(
                        List.of(
                                Arbitraries.of("\"track\":\"inbound\"", "\"track\":\"outbound\""),
                                Arbitraries.integers().map(i -> "\"chunk\":\"" + i + "\""),
                                Arbitraries.integers().map(i -> "\"timestamp\":\"" + i + "\""),
                                MutatedMessages.base64().map(b -> "\"payload\":\"" + b + "\"")));
        return MutatedMessages.object(
                List.of(
                        Arbitraries.of("\"event\":\"media\"", "\"event\":\"mark\""),
                        Arbitraries.integers().map(i -> "\"sequenceNumber\":\"" + i + "\""),
                        inner.map(media -> "\"media\":" + media),
                        Arbitraries.just("\"streamSid\":\"MZ1\"")));
    }

    @Provide
    Arbitrary<String> mutated() {
        return MutatedMessages.of(media());
    }
}
