package io.leadflip.notifier.sendgrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventSignatureTest {
    private static final Instant NOW = Instant.parse("2026-11-20T17:00:00Z");
    private static final String TIME = String.valueOf(NOW.getEpochSecond());
    private static final byte[] BODY =
            "[{\"event\":\"delivered\"}]".getBytes(StandardCharsets.UTF_8);

    private KeyPair keys;
    private EventSignature signatures;

    @BeforeEach
    void keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        keys = generator.generateKeyPair();
        signatures =
                new EventSignature(
                        Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
    }

    @Test
    void shouldKnowWhatSendGridSigned() throws GeneralSecurityException {
        assertThat(signatures.genuine(TIME, signed(TIME), BODY, NOW)).isTrue();
    }

    @Test
    void shouldRefuseWhatWasChangedOrNeverSigned() throws GeneralSecurityException {
        var signature = signed(TIME);
        assertThat(signatures.genuine(TIME, signature, new byte[] {'[', ']'}, NOW)).isFalse();
        assertThat(signatures.genuine(TIME, "no signature", BODY, NOW)).isFalse();
        assertThat(signatures.genuine(TIME, null, BODY, NOW)).isFalse();
        assertThat(signatures.genuine(null, signature, BODY, NOW)).isFalse();
        assertThat(signatures.genuine("yesterday", signed("yesterday"), BODY, NOW)).isFalse();
    }

    @Test
    void shouldRefuseWhatIsOld() throws GeneralSecurityException {
        assertThat(signatures.genuine(TIME, signed(TIME), BODY, NOW.plusSeconds(3600))).isFalse();
    }

    @Test
    void shouldRefuseAKeyThatIsNone() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new EventSignature("bm8ga2V5"));
    }

    private String signed(String time) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(time.getBytes(StandardCharsets.UTF_8));
        signature.update(BODY);
        return Base64.getEncoder().encodeToString(signature.sign());
    }
}
