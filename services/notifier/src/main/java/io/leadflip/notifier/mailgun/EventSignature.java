package io.leadflip.notifier.mailgun;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whether an event comes from Mailgun, and just now: hex HMAC-SHA256 over time and token, under
/// the account's webhook signing key.
final class EventSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration FRESH = Duration.ofMinutes(15);

    private final SecretKeySpec key;

    EventSignature(String signingKey) {
        this.key = new SecretKeySpec(signingKey.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    boolean genuine(JsonObject told, Instant now) {
        return told.getValue("signature") instanceof JsonObject part
                && part.getValue("timestamp") instanceof String timestamp
                && part.getValue("token") instanceof String token
                && part.getValue("signature") instanceof String signature
                && fresh(timestamp, now)
                && equal(sign(timestamp + token), signature);
    }

    private static boolean fresh(String timestamp, Instant now) {
        try {
            var told = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(told, now).abs().compareTo(FRESH) <= 0;
        } catch (NumberFormatException | DateTimeException e) {
            return false;
        }
    }

    private static boolean equal(String expected, String told) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                told.getBytes(StandardCharsets.UTF_8));
    }

    private String sign(String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A signature could not be computed", e);
        }
    }
}
