package io.leadflip.calls.twilio;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `X-Twilio-Signature`: base64 of HMAC-SHA1 under the auth token, over the URL and the form's
/// fields; for other bodies over the URL alone, which then carries the body's SHA-256.
///
/// The URL is the configured public origin with the raw path and query as received. It is never put
/// together from `Host` or forwarding headers, which a caller can choose.
final class TwilioSignature {
    private static final Pattern BODY_HASH =
            Pattern.compile("[?&]bodySHA256=([0-9a-fA-F]{64})(?:&|$)");

    private final List<String> origins;
    private final SecretKeySpec key;

    TwilioSignature(URI publicOrigin, String authToken) {
        this.origins = spellings(publicOrigin);
        this.key = new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), "HmacSHA1");
    }

    /// Twilio signs with or without a scheme's own port; both are the same origin.
    private static List<String> spellings(URI origin) {
        int standard = "https".equals(origin.getScheme()) ? 443 : 80;
        String host = origin.getScheme() + "://" + origin.getHost();
        boolean usual = origin.getPort() < 0 || origin.getPort() == standard;
        return usual
                ? List.of(host, host + ":" + standard)
                : List.of(host + ":" + origin.getPort());
    }

    /// @param pathAndQuery raw, as on the request line
    boolean valid(String signature, String pathAndQuery, byte[] body) {
        if (signature == null || signature.isBlank()) {
            return false;
        }
        Matcher hash = BODY_HASH.matcher(pathAndQuery);
        try {
            if (hash.find()) {
                return matches(hash.group(1), body)
                        && origins.stream()
                                .anyMatch(origin -> signs(signature, origin + pathAndQuery));
            }
            String fields = FormFields.parse(body).signed();
            return origins.stream()
                    .anyMatch(origin -> signs(signature, origin + pathAndQuery + fields));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private boolean signs(String signature, String text) {
        return MessageDigest.isEqual(
                sign(text).getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8));
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(key);
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A signature could not be computed", e);
        }
    }

    private static boolean matches(String hex, byte[] body) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(body == null ? new byte[0] : body);
            return MessageDigest.isEqual(digest, HexFormat.of().parseHex(hex));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
