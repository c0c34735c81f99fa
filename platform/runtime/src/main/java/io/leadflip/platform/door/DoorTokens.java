package io.leadflip.platform.door;

import io.leadflip.contracts.event.Source;
import io.leadflip.platform.Service;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/// Short-lived tokens by which one service shows another who it is (JWT, RFC 7519, HS256): issuer
/// the caller, audience the callee.
@Singleton
public class DoorTokens {
    private static final int CLOCK_SKEW_SECONDS = 10;
    private static final int SECRET_LENGTH = 32;
    private static final int LONGEST_LIFETIME_MINUTES = 10;

    private final Source self;
    private final HmacKey key;
    private final float lifetimeMinutes;
    private final JwtConsumer consumer;

    @Inject
    DoorTokens(Service service, DoorConfig config) {
        this(service.service(), config);
    }

    /// Tokens of `self`; a test makes those of other services with it.
    public DoorTokens(Source self, DoorConfig config) {
        if (config.secret().length() < SECRET_LENGTH) {
            throw new IllegalArgumentException(
                    "INTERNAL_TOKEN_SECRET (leadflip.door.secret) must have at least 32 characters");
        }
        this.self = self;
        this.key = new HmacKey(config.secret().getBytes(StandardCharsets.UTF_8));
        this.lifetimeMinutes = config.tokenLifetime().toMillis() / 60_000f;
        this.consumer =
                new JwtConsumerBuilder()
                        .setRequireExpirationTime()
                        .setMaxFutureValidityInMinutes(LONGEST_LIFETIME_MINUTES)
                        .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                        .setExpectedAudience(self.wire())
                        .setVerificationKey(key)
                        .setJwsAlgorithmConstraints(
                                AlgorithmConstraints.ConstraintType.PERMIT,
                                AlgorithmIdentifiers.HMAC_SHA256)
                        .build();
    }

    /// A token that only `callee` accepts.
    public String issue(Source callee) {
        var claims = new JwtClaims();
        claims.setIssuer(self.wire());
        claims.setAudience(callee.wire());
        claims.setExpirationTimeMinutesInTheFuture(lifetimeMinutes);
        claims.setIssuedAtToNow();
        var signature = new JsonWebSignature();
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

    /// @return the calling service; empty when the token is forged, stale or meant for somebody
    ///   else
    public Optional<Source> callerOf(String token) {
        try {
            return Optional.ofNullable(consumer.processToClaims(token).getIssuer()).map(Source::of);
        } catch (InvalidJwtException | MalformedClaimException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
