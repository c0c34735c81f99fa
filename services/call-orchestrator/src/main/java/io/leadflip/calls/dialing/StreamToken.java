package io.leadflip.calls.dialing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Ties a media stream to one attempt and one provider call until an expiry: `attempt.expiry.mac`.
/// The same inputs give the same token; that it works once only is kept by the attempt's row.
public final class StreamToken {
    private static final int SHORTEST_SECRET = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /// @throws IllegalArgumentException when the secret is too short
    public StreamToken(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST_SECRET) {
            throw new IllegalArgumentException("STREAM_TOKEN_SECRET needs at least 32 bytes");
        }
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    public String issue(UUID attemptId, String callSid, Instant expiry) {
        String claim = attemptId + "." + expiry.getEpochSecond();
        return claim + "." + mac(claim, callSid);
    }

    /// The attempt the token was made for; empty when it is forged, made for another call, or
    /// expired.
    public Optional<UUID> verify(String token, String callSid, Instant now) {
        String[] parts = token == null || callSid == null ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        byte[] expected = mac(parts[0] + "." + parts[1], callSid).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, parts[2].getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        boolean fresh = now.isBefore(Instant.ofEpochSecond(Long.parseLong(parts[1])));
        return fresh ? Optional.of(UUID.fromString(parts[0])) : Optional.empty();
    }

    private String mac(String claim, String callSid) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] digest = mac.doFinal((claim + "." + callSid).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stream token could not be computed", e);
        }
    }
}
