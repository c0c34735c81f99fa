package io.leadflip.notifier.twilio;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whether a webhook comes from Twilio: `X-Twilio-Signature` is the base64 HMAC-SHA1, under the
/// account's token, of the address that Twilio was told, followed by the form's fields in order.
/// The address is our public origin with the raw path and query; what a proxy made of host and
/// scheme does not count.
final class SignatureCheck {
    private static final String ALGORITHM = "HmacSHA1";

    private final String origin;
    private final SecretKeySpec key;

    SignatureCheck(URI publicOrigin, String authToken) {
        this.origin = publicOrigin.getScheme() + "://" + publicOrigin.getAuthority();
        this.key = new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    boolean genuine(String signature, String rawPathAndQuery, SignedForm form) {
        if (signature == null) {
            return false;
        }
        var expected = sign(origin + rawPathAndQuery + form.signedPart());
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.UTF_8));
    }

    private String sign(String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A signature could not be computed", e);
        }
    }
}
