package io.leadflip.sandbox.mail;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs events as the mail providers do: SendGrid by ECDSA over timestamp and body (P-256,
/// SHA-256, DER, base64), Mailgun by HMAC-SHA256 over timestamp and token (hex).
final class EventSignatures {
    static final String MAILGUN_KEY = "sandbox-mailgun-signing-key";

    private final KeyPair sendGrid = generate();

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No P-256 keys on this machine", e);
        }
    }

    /// X.509 SubjectPublicKeyInfo in base64, as SendGrid's settings page shows it.
    String sendGridPublicKey() {
        return Base64.getEncoder().encodeToString(sendGrid.getPublic().getEncoded());
    }

    String sendGrid(String timestamp, byte[] body) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(sendGrid.getPrivate());
            signature.update(timestamp.getBytes(StandardCharsets.UTF_8));
            signature.update(body);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The event could not be signed", e);
        }
    }

    static String mailgun(String timestamp, String token) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(MAILGUN_KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of()
                    .formatHex(mac.doFinal((timestamp + token).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The event could not be signed", e);
        }
    }
}
