package io.leadflip.media.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeSignatureTest {
    private final HandshakeSignature signature =
            new HandshakeSignature(URI.create("wss://media.example.com/"), "secret");

    @Test
    void shouldAcceptSignatureOverThePublicUrl() throws Exception {
        assertThat(signature.matches("/media", sign("wss://media.example.com/media", "secret")))
                .isTrue();
    }

    @Test
    void shouldAcceptSignatureOverTheUrlWithSlash() throws Exception {
        assertThat(signature.matches("/media", sign("wss://media.example.com/media/", "secret")))
                .isTrue();
    }

    /// Thread: lkaric#81
    @Test
    void shouldRefuseOtherKeyOtherUrlAndNoSignature() throws Exception {
        assertThat(signature.matches("/media", sign("wss://media.example.com/media", "other")))
                .isFalse();
        assertThat(signature.matches("/media", sign("wss://evil.example.com/media", "secret")))
                .isFalse();
        assertThat(signature.matches("/media?x=1", sign("wss://media.example.com/media", "secret")))
                .isFalse();
        assertThat(signature.matches("/media", null)).isFalse();
        assertThat(signature.matches("/media", "")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://media.example.com",
                "media.example.com",
                "ws:///media",
                "wss://media.example.com/media",
                "wss://media.example.com?token=1"
            })
    void shouldSayWhatIsWrongWithAnOriginThatIsNone(String origin) {
        assertThatThrownBy(() -> new HandshakeSignature(URI.create(origin), "secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leadflip.twilio.media-origin")
                .hasMessageContaining(origin);
    }

    private static String sign(String url, String key) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return Base64.getEncoder()
                .encodeToString(mac.doFinal(url.getBytes(StandardCharsets.UTF_8)));
    }
}
