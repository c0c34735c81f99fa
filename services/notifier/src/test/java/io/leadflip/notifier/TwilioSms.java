package io.leadflip.notifier;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Twilio's account for texts, which signs what it tells.
final class TwilioSms {
    static final String ACCOUNT = "AC00000000000000000000000000000001";
    static final String TOKEN = "sandbox-twilio-token";

    private TwilioSms() {}

    static Response post(String path, String form) {
        return given().contentType("application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", signature("http://127.0.0.1:9" + path, form))
                .body(form)
                .post(path);
    }

    private static String signature(String url, String form) {
        var signed = new StringBuilder(url);
        List.of(form.split("&")).stream()
                .sorted()
                .map(
                        field ->
                                URLDecoder.decode(
                                        field.replaceFirst("=", ""), StandardCharsets.UTF_8))
                .forEach(signed::append);
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(
                            mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
