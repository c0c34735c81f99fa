package io.leadflip.media.door;

import io.leadflip.contracts.event.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/// Shows call-orchestrator who we are: a short-lived JWT (RFC 7519, HS256) that only it accepts.
///
/// Requests share a token while at least half of its life is left. Making one costs far more than
/// handing on a frame of audio, and every call asks more than once a second in its first seconds.
final class DoorToken {
    private final HmacKey key;
    private final long lifetimeMs;
    private final InstantSource clock;
    private volatile Issued shared;

    /// @param from when it was made, by our clock, in ms since 1970
    /// @param until when it is no longer shared
    private record Issued(String token, long from, long until) {
        private boolean good(long nowMs) {
            return nowMs >= from && nowMs < until;
        }
    }

    DoorToken(String secret, Duration lifetime, InstantSource clock) {
        this.key = new HmacKey(secret.getBytes(StandardCharsets.UTF_8));
        this.lifetimeMs = lifetime.toMillis();
        this.clock = clock;
    }

    /// Two event loops may each make one at the same moment; both are good.
    String current() {
        long now = clock.millis();
        Issued known = shared;
        if (known == null || !known.good(now)) {
            known = new Issued(issue(now), now, now + lifetimeMs / 2);
            shared = known;
        }
        return known.token;
    }

    private String issue(long nowMs) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(Source.MEDIA_BRIDGE.wire());
        claims.setAudience(Source.CALL_ORCHESTRATOR.wire());
        claims.setExpirationTime(NumericDate.fromMilliseconds(nowMs + lifetimeMs));
        claims.setIssuedAt(NumericDate.fromMilliseconds(nowMs));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key);
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(
                    "A door token could not be signed; is leadflip.door.secret 32 bytes long?", e);
        }
    }
}
