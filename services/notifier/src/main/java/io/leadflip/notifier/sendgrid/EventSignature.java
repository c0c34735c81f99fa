package io.leadflip.notifier.sendgrid;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// Whether events come from SendGrid, and just now: ECDSA (P-256, SHA-256) over the time and the
/// raw body, by the key that SendGrid's settings page shows.
final class EventSignature {
    private static final Duration FRESH = Duration.ofMinutes(15);

    private final PublicKey key;

    /// @throws IllegalArgumentException when the text is no public key
    EventSignature(String publicKey) {
        try {
            var encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey));
            this.key = KeyFactory.getInstance("EC").generatePublic(encoded);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("SendGrid's webhook key is no EC public key", e);
        }
    }

    boolean genuine(String timestamp, String signature, byte[] body, Instant now) {
        return timestamp != null
                && signature != null
                && fresh(timestamp, now)
                && signed(timestamp, signature, body);
    }

    private static boolean fresh(String timestamp, Instant now) {
        try {
            var told = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(told, now).abs().compareTo(FRESH) <= 0;
        } catch (NumberFormatException | DateTimeException e) {
            return false;
        }
    }

    private boolean signed(String timestamp, String signature, byte[] body) {
        try {
            var check = Signature.getInstance("SHA256withECDSA");
            check.initVerify(key);
            check.update(timestamp.getBytes(StandardCharsets.UTF_8));
            check.update(body);
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
