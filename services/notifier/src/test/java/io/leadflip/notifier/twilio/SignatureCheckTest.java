package io.leadflip.notifier.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class SignatureCheckTest {
    /// The worked example of Twilio's documentation on request validation.
    private final SignatureCheck check =
            new SignatureCheck(URI.create("https://mycompany.com"), "12345");

    private final SignedForm form =
            SignedForm.parse(
                    "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212");

    @Test
    void shouldKnowTwiliosSignature() {
        // When
        var genuine = check.genuine("RSOYDt4T1cUTdK1PDd93/VVr8B8=", "/myapp.php?foo=1&bar=2", form);
        // Then
        assertThat(genuine).isTrue();
    }

    @Test
    void shouldRefuseAnotherPathAnotherFormAndNoSignature() {
        // When
        var genuine = check.genuine("RSOYDt4T1cUTdK1PDd93/VVr8B8=", "/myapp.php?foo=1", form);
        // Then
        assertThat(genuine).isFalse();
        assertThat(
                        check.genuine(
                                "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
                                "/myapp.php?foo=1&bar=2",
                                SignedForm.parse("Digits=1")))
                .isFalse();
        assertThat(check.genuine(null, "/myapp.php?foo=1&bar=2", form)).isFalse();
    }
}
