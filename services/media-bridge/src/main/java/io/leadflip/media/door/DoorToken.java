package io.leadflip.media.door;

import io.leadflip.contracts.event.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/// Shows call-orchestrator who we are: a short-lived JWT (RFC 7519, HS256) that only it accepts.
final class DoorToken {
    private final HmacKey key;
    private final float lifetimeMinutes;

    DoorToken(String secret, Duration lifetime) {
        this.key = new HmacKey(secret.getBytes(StandardCharsets.UTF_8));
        this.lifetimeMinutes = lifetime.toMillis() / 60_000f;
    }

    String issue() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(Source.MEDIA_BRIDGE.wire());
        claims.setAudience(Source.CALL_ORCHESTRATOR.wire());
        claims.setExpirationTimeMinutesInTheFuture(lifetimeMinutes);
        claims.setIssuedAtToNow();
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
