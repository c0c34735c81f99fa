package io.leadflip.intake.classification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Call me at (317) 555-0142 please",
                "Call 317.555.0142",
                "my cell +1 317 555 0142",
                "3175550142",
                "write to jane.doe+home@example.com",
                "I live at 1234 N Maple Street Apt 4",
                "come to 77 West 103rd St",
                "card 4111 1111 1111 1111",
                "my name is Jane Doe and the sink drips",
                "Me llamo Juana Doe",
                "Thanks, Jane"
            })
    void shouldTakeOutWhatTellsWhoSomebodyIs(String text) {
        // Given a text with one personal detail
        // When
        var redacted = Redaction.of(text, null);
        // Then
        assertThat(redacted).containsPattern("\\[(phone|email|address|card|name)]");
        assertThat(redacted).doesNotContainPattern("555|jane|Jane|Juana|Doe|Maple|103rd|4111");
    }

    @Test
    void shouldKeepWhatTheJobNeeds() {
        // Given
        var text = "50 gallon water heater leaks, Carmel 46032, $200-500, after 5 pm on 12/03";
        // When
        var redacted = Redaction.of(text, "Bob");
        // Then
        assertThat(redacted).isEqualTo(text);
    }

    @Test
    void shouldTakeOutGivenName() {
        // Given
        var text = "Bob here, the sink drips. Ask Bob or Smith.";
        // When
        var redacted = Redaction.of(text, "Bob Smith");
        // Then
        assertThat(redacted).isEqualTo("[name] here, the sink drips. Ask [name] or [name].");
    }

    @Test
    void shouldTakeOutGivenNameWhateverItsLetters() {
        // Given
        var text = "Hola, José aquí, con Ángel. Josefina no está.";
        // When
        var redacted = Redaction.of(text, "Ángel José");
        // Then
        assertThat(redacted).isEqualTo("Hola, [name] aquí, con [name]. Josefina no está.");
    }

    @Test
    void shouldCutSummaryAtWord() {
        // Given
        var text = "word ".repeat(100);
        // When
        var summary = Redaction.summary(text, null, 200);
        // Then
        assertThat(summary).hasSizeLessThanOrEqualTo(200).endsWith("word…");
    }
}
