package io.leadflip.calls.dialing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTokenTest {
    private static final Instant NOW = Instant.parse("2026-11-23T17:00:00Z");
    private static final UUID ATTEMPT = UUID.fromString("01939f4e-0000-7000-8000-000000000001");

    private final StreamToken tokens = new StreamToken("a-secret-of-at-least-thirty-two-bytes");

    @Test
    void shouldBeTheSameWhenMadeTwice() {
        assertThat(token()).isEqualTo(token()).hasSizeLessThan(450);
    }

    @Test
    void shouldNameItsAttempt() {
        assertThat(tokens.verify(token(), "CA1", NOW)).contains(ATTEMPT);
    }

    @Test
    void shouldNotServeAnotherCall() {
        assertThat(tokens.verify(token(), "CA2", NOW)).isEmpty();
        assertThat(tokens.verify(token(), null, NOW)).isEmpty();
    }

    @Test
    void shouldExpire() {
        assertThat(tokens.verify(token(), "CA1", NOW.plusSeconds(59))).isPresent();
        assertThat(tokens.verify(token(), "CA1", NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void shouldNotBeMadeLongerOrForSomebodyElse() {
        // Given
        String[] parts = token().split("\\.");
        // Then
        assertThat(
                        tokens.verify(
                                parts[0] + "." + (Long.parseLong(parts[1]) + 1) + "." + parts[2],
                                "CA1",
                                NOW))
                .isEmpty();
        assertThat(tokens.verify(UUID.randomUUID() + "." + parts[1] + "." + parts[2], "CA1", NOW))
                .isEmpty();
        assertThat(
                        new StreamToken("another-secret-of-thirty-two-bytes-")
                                .verify(token(), "CA1", NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", ".", "..", "a.b.c", "a.b.c.d"})
    void shouldRefuseWhatIsNoToken(String text) {
        assertThat(tokens.verify(text, "CA1", NOW)).isEmpty();
    }

    @Test
    void shouldRefuseAShortSecret() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamToken("short"));
    }

    private String token() {
        return tokens.issue(ATTEMPT, "CA1", NOW.plusSeconds(60));
    }
}
