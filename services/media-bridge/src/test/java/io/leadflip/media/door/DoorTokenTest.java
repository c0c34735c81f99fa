package io.leadflip.media.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;

class DoorTokenTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final DoorToken token = new DoorToken(SECRET, Duration.ofSeconds(60), now::get);

    @Test
    void shouldShareATokenWhileHalfOfItsLifeIsLeft() throws Exception {
        // Given
        String first = token.current();
        // When
        now.set(NOON.plusMillis(29_999));
        // Then
        assertThat(token.current()).isSameAs(first);
        assertThat(claims(first, now.get().plusSeconds(30)).getIssuer()).isEqualTo("media-bridge");
    }

    @Test
    void shouldMakeAnotherTokenWhenHalfOfItsLifeIsOver() throws Exception {
        // Given
        String first = token.current();
        // When
        now.set(NOON.plusSeconds(30));
        String second = token.current();
        // Then
        assertThat(second).isNotEqualTo(first);
        assertThat(claims(second, NOON.plusSeconds(89)).getExpirationTime())
                .isEqualTo(NumericDate.fromMilliseconds(NOON.plusSeconds(90).toEpochMilli()));
        assertThatThrownBy(() -> claims(first, NOON.plusSeconds(60)))
                .isInstanceOf(InvalidJwtException.class);
    }

    @Test
    void shouldMakeAnotherTokenWhenTheClockWentBack() {
        // Given
        String first = token.current();
        // When
        now.set(NOON.minusSeconds(300));
        // Then
        assertThat(token.current()).isNotEqualTo(first);
    }

    private static JwtClaims claims(String token, Instant at) throws InvalidJwtException {
        return new JwtConsumerBuilder()
                .setRequireExpirationTime()
                .setExpectedAudience("call-orchestrator")
                .setVerificationKey(new HmacKey(SECRET.getBytes(StandardCharsets.UTF_8)))
                .setEvaluationTime(NumericDate.fromMilliseconds(at.toEpochMilli()))
                .build()
                .processToClaims(token);
    }
}
