package io.leadflip.calls.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import io.leadflip.calls.TwilioSigner;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioSignatureTest {
    private static final String TOKEN = "12345";
    private static final String PATH = "/api/webhooks/twilio/status?attempt=1&b=%2F";

    private final TwilioSignature signature =
            new TwilioSignature(URI.create("https://calls.example.com"), TOKEN);

    @Test
    void shouldAgreeWithTwiliosOwnValidator() {
        // Given
        Map<String, String> fields = fields();
        String signed = TwilioSigner.sign("https://calls.example.com" + PATH, fields, TOKEN);
        // Then
        assertThat(
                        new RequestValidator(TOKEN)
                                .validate("https://calls.example.com" + PATH, fields, signed))
                .isTrue();
        assertThat(signature.valid(signed, PATH, body(fields))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://calls.example.com", "https://calls.example.com:443"})
    void shouldAcceptTheOriginWithAndWithoutItsStandardPort(String signedOrigin) {
        // Given
        String signed = TwilioSigner.sign(signedOrigin + PATH, fields(), TOKEN);
        // Then
        assertThat(signature.valid(signed, PATH, body(fields()))).isTrue();
        assertThat(
                        new TwilioSignature(URI.create("https://calls.example.com:443"), TOKEN)
                                .valid(signed, PATH, body(fields())))
                .isTrue();
    }

    /// Thread: call-me#5
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "http://calls.example.com",
                "https://calls.example.com:8443"
            })
    void shouldRefuseOtherOrigins(String signedOrigin) {
        assertThat(
                        signature.valid(
                                TwilioSigner.sign(signedOrigin + PATH, fields(), TOKEN),
                                PATH,
                                body(fields())))
                .isFalse();
    }

    /// Thread: twilio/twilio-python#392 Thread: twilio/twilio-csharp#44 Thread:
    /// twilio/twilio-java#645
    @Test
    void shouldKeepAPortThatIsNotStandard() {
        // Given
        TwilioSignature local = new TwilioSignature(URI.create("http://127.0.0.1:8103"), TOKEN);
        // Then
        assertThat(
                        local.valid(
                                TwilioSigner.sign("http://127.0.0.1:8103" + PATH, fields(), TOKEN),
                                PATH,
                                body(fields())))
                .isTrue();
        assertThat(
                        local.valid(
                                TwilioSigner.sign("http://127.0.0.1" + PATH, fields(), TOKEN),
                                PATH,
                                body(fields())))
                .isFalse();
    }

    /// Thread: twilio/twilio-java#601
    @Test
    void shouldCountRepeatedFieldsInOrder() {
        // Given: two values of one name, the greater first, one of them twice
        byte[] body = "a=2&a=1&a=2&b=".getBytes(StandardCharsets.UTF_8);
        String signed =
                TwilioSigner.sign("https://calls.example.com" + PATH + "a1a2b", Map.of(), TOKEN);
        // Then
        assertThat(signature.valid(signed, PATH, body)).isTrue();
    }

    @Test
    void shouldRefuseWhateverWasChanged() {
        // Given
        String signed = TwilioSigner.sign("https://calls.example.com" + PATH, fields(), TOKEN);
        byte[] more =
                (new String(body(fields()), StandardCharsets.UTF_8) + "&x=1")
                        .getBytes(StandardCharsets.UTF_8);
        // Then
        assertThat(signature.valid(signed, PATH + "&c=1", body(fields()))).isFalse();
        assertThat(
                        signature.valid(
                                signed,
                                "/api/webhooks/twilio/status?b=%2F&attempt=1",
                                body(fields())))
                .isFalse();
        assertThat(
                        signature.valid(
                                signed,
                                "/api/webhooks/twilio/status?attempt=1&b=/",
                                body(fields())))
                .isFalse();
        assertThat(signature.valid(signed, PATH, more)).isFalse();
        assertThat(signature.valid(signed, PATH, null)).isFalse();
        assertThat(
                        new TwilioSignature(URI.create("https://calls.example.com"), "other")
                                .valid(signed, PATH, body(fields())))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "????", "AAAA"})
    void shouldRefuseWhatIsNoSignature(String text) {
        assertThat(signature.valid(text, PATH, body(fields()))).isFalse();
        assertThat(signature.valid(null, PATH, body(fields()))).isFalse();
    }

    @Test
    void shouldRefuseABodyWithBrokenEscapes() {
        assertThat(signature.valid("AAAA", PATH, "a=%zz".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @Test
    void shouldCheckOtherBodiesByTheirHash() throws Exception {
        // Given
        byte[] json = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        String path =
                "/api/webhooks/twilio/stream?bodySHA256="
                        + HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        String signed = TwilioSigner.sign("https://calls.example.com" + path, Map.of(), TOKEN);
        // Then
        assertThat(signature.valid(signed, path, json)).isTrue();
        assertThat(signature.valid(signed, path, "{}".getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("To", "+13175550142");
        fields.put("CallStatus", "in progress");
        fields.put("Empty", "");
        fields.put("CallerName", "Zoë & Søn 100%");
        return fields;
    }

    private static byte[] body(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(
                        field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
