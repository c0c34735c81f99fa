package io.leadflip.calls;

import io.leadflip.platform.door.DoorConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/// Makes the tokens that other services would show at this one's door.
@ApplicationScoped
class DoorTokensOfBridge {
    private final HmacKey key;

    DoorTokensOfBridge(DoorConfig config) {
        this.key = new HmacKey(config.secret().getBytes(StandardCharsets.UTF_8));
    }

    String token(String caller) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(caller);
        claims.setAudience("call-orchestrator");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(1);
        JsonWebSignature token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setKey(key);
        token.setAlgorithmHeaderValue("HS256");
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
