package io.leadflip.intake.access;

import io.leadflip.intake.contact.Hmacs;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/// What a visitor without an account shows to see one lead: 256 bit that only this service can
/// make, the same each time a submission is repeated. The lead keeps its hash only.
@ApplicationScoped
public class TrackingTokens {
    private final Hmacs hmacs;

    public TrackingTokens(Hmacs hmacs) {
        this.hmacs = hmacs;
    }

    public String of(UUID leadId) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(hmacs.bytes("tracking", leadId.toString()));
    }

    public static String hash(String token) {
        return sha256(token);
    }

    public static String sha256(String value) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK has no SHA-256", e);
        }
    }
}
