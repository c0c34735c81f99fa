package io.leadflip.media.twilio;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whether a handshake comes from Twilio: base64 of HMAC-SHA1 over the exact URL it connects to,
/// keyed by the account's auth token.
///
/// The URL is the configured public origin with the raw request target, never rebuilt from headers
/// that a stranger can set. Twilio has been seen to sign with a slash at the end, so that spelling
/// counts too.
final class HandshakeSignature {
    static final String HEADER = "X-Twilio-Signature";
    private static final String ALGORITHM = "HmacSHA1";

    private final String origin;
    private final SecretKeySpec key;

    HandshakeSignature(URI origin, String authToken) {
        String text = origin.toString();
        if (!text.matches("wss?://[^/?#]+/?")) {
            throw new IllegalArgumentException(
                    "leadflip.twilio.media-origin must be wss:// or ws:// and a host, not " + text);
        }
        this.origin = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.key = new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /// @param target path and query as they came, undecoded
    /// @param given null when the header was not there
    boolean matches(String target, String given) {
        if (given == null) {
            return false;
        }
        String url = origin + target;
        String other = url.endsWith("/") ? url.substring(0, url.length() - 1) : url + "/";
        byte[] shown = given.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(sign(url), shown) | MessageDigest.isEqual(sign(other), shown);
    }

    /// What Twilio would show for that target.
    String of(String target) {
        return new String(sign(origin + target), StandardCharsets.US_ASCII);
    }

    private byte[] sign(String url) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getEncoder().encode(mac.doFinal(url.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A handshake's signature could not be computed", e);
        }
    }
}
