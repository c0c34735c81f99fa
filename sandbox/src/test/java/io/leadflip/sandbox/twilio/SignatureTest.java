package io.leadflip.sandbox.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final String TOKEN = "a-token";
    private static final String URL = "https://calls.example.com/api/status?attempt=a%20b";

    private final Signature signature = new Signature(TOKEN);
    private final RequestValidator witness = new RequestValidator(TOKEN);

    @Test
    void shouldConvinceTwiliosOwnValidator() {
        // Given
        SortedMap<String, String> form =
                new TreeMap<>(
                        Map.of("To", "+1317", "CallSid", "CA1", "Empty", "", "Name", "Zoë & co"));
        // When
        String signed = signature.over(URL, form);
        // Then
        assertThat(witness.validate(URL, form, signed)).isTrue();
    }

    @Test
    void shouldNotHoldForAnotherUrlOrForm() {
        // Given
        String signed = signature.over(URL, Collections.emptySortedMap());
        // When
        boolean otherUrl = witness.validate(URL + "x", Map.of(), signed);
        boolean otherForm = witness.validate(URL, Map.of("To", "+1"), signed);
        // Then
        assertThat(otherUrl).isFalse();
        assertThat(otherForm).isFalse();
    }
}
