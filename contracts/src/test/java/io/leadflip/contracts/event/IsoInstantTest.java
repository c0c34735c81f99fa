package io.leadflip.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The JDK's parser is the witness.
class IsoInstantTest {
    private static final long SEED = 20261127;
    private static final String USUAL = "2026-11-27T16:45:06.123456Z";

    @Test
    void shouldReadWhatInstantsWrite() {
        // Given
        var random = new Random(SEED);
        for (var i = 0; i < 10_000; i++) {
            var second = random.nextLong(-70_000_000_000L, 260_000_000_000L);
            var instant = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
            // When / Then
            assertThat(IsoInstant.parse(instant.toString())).isEqualTo(instant);
        }
    }

    @Test
    void shouldReadOrRefuseWhateverStandsThereAsTheJdkDoes() {
        // Given
        var random = new Random(SEED);
        for (var i = 0; i < 10_000; i++) {
            var text = new StringBuilder(USUAL);
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt('+', '['));
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt('/', ';'));
            // When / Then
            assertSameAsTheJdk(text.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-27T16:45:06Z",
                "2026-11-27T16:45:06.1Z",
                "2026-11-27T16:45:06.123456789Z",
                "2026-11-27T16:45:06.Z",
                "2026-11-27T16:45:06+01:00",
                "2028-02-29T00:00:00Z",
                "2026-11-27T24:00:00Z",
                "2016-12-31T23:59:60Z",
                "+12026-11-27T16:45:06Z"
            })
    void shouldReadAllFormsThatTheJdkReads(String text) {
        assertThat(IsoInstant.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-11-27",
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-11-00T00:00:00Z",
                "2026-11-31T00:00:00Z",
                "2026-11-27T16:45Z",
                "2026-11-27T16:45:06.1234567890Z",
                "2026-11-27T16:60:06Z",
                "2026-11-27T16:45:06",
                "2026-11-27T16:45:\u0661\u0661Z"
            })
    void shouldRefuseWhatTheJdkRefuses(String text) {
        assertThatThrownBy(() -> IsoInstant.parse(text)).isInstanceOf(DateTimeException.class);
        assertSameAsTheJdk(text);
    }

    @Test
    void shouldStandBehindTheInstantsOfFacts() throws Exception {
        // When
        var read = EventJson.mapper().readValue('"' + USUAL + '"', Instant.class);
        // Then
        assertThat(read).isEqualTo(Instant.parse(USUAL));
    }

    private static void assertSameAsTheJdk(String text) {
        Instant expected;
        try {
            expected = Instant.parse(text);
        } catch (DateTimeException e) {
            assertThatThrownBy(() -> IsoInstant.parse(text)).isInstanceOf(DateTimeException.class);
            return;
        }
        assertThat(IsoInstant.parse(text)).isEqualTo(expected);
    }
}
