package io.leadflip.notifier.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignedFormTest {
    @Test
    void shouldPrintWhichFieldsCameAndNothingOfWhatTheyHold() {
        // When
        var form = SignedForm.parse("From=%2B13175550123&Body=No+more");
        // Then
        assertThat(form.toString())
                .contains("From", "Body")
                .doesNotContain("+13175550123")
                .doesNotContain("No more");
    }
}
