package io.leadflip.sandbox.twilio;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `X-Twilio-Signature`: base64 of HMAC-SHA1 over the exact URL followed by each form field's name
/// and value, fields in order of their names; the key is the account's auth token.
record Signature(String authToken) {
    static final String HEADER = "X-Twilio-Signature";
    private static final String ALGORITHM = "HmacSHA1";

    String over(String url, SortedMap<String, String> form) {
        StringBuilder signed = new StringBuilder(url);
        for (Map.Entry<String, String> field : form.entrySet()) {
            signed.append(field.getKey()).append(field.getValue());
        }
        return hmac(signed.toString());
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A webhook could not be signed", e);
        }
    }

    @Override
    public String toString() {
        return "Signature[redacted]";
    }
}
