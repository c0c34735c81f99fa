package io.leadflip.intake.contact;

import io.leadflip.intake.IntakeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Keyed fingerprints (HMAC-SHA256), each for one purpose: what is made for one means nothing to
/// another.
@ApplicationScoped
public class Hmacs {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    public Hmacs(IntakeConfig config) {
        key =
                new SecretKeySpec(
                        config.contactKeySecret().getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    public String hex(String purpose, String value) {
        return HexFormat.of().formatHex(bytes(purpose, value));
    }

    public byte[] bytes(String purpose, String value) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal((purpose + "\n" + value).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK cannot compute " + ALGORITHM, e);
        }
    }
}
