package io.leadflip.intake;

import io.leadflip.contracts.event.Source;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/// Tokens of other services for lead-intake's door.
final class DoorCaller {
    private DoorCaller() {}

    static String token(Source caller) {
        var claims = new JwtClaims();
        claims.setIssuer(caller.wire());
        claims.setAudience(Source.LEAD_INTAKE.wire());
        claims.setExpirationTimeMinutesInTheFuture(1);
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setKey(
                new HmacKey(
                        ConfigProvider.getConfig()
                                .getValue("leadflip.door.secret", String.class)
                                .getBytes(StandardCharsets.UTF_8)));
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
