package io.leadflip.calls.ending;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastWordsTest {
    @Test
    void shouldSpeakTheLanguageOfTheConsumer() {
        assertThat(LastWords.in("es-MX").apology("Ríos").language()).isEqualTo("es-US");
        assertThat(LastWords.in("en").apology("Ríos").language()).isEqualTo("en-US");
        assertThat(LastWords.in(null).apology("Ríos").language()).isEqualTo("en-US");
    }

    @Test
    void shouldSayWhoCallsForWhom() {
        assertThat(LastWords.in("en").apology("Ríos & Sons").words())
                .contains("LeadFlip")
                .contains("automated")
                .contains("Ríos & Sons");
    }

    @Test
    void shouldSayWhoComesAndWhoDidNot() {
        assertThat(LastWords.in("es").handOver("Ríos").words()).contains("Le paso con Ríos");
        assertThat(LastWords.in("en").nobodyCame("Ríos").words())
                .contains("nobody at Ríos", "call you back");
    }

    /// A business hears what the call is about, and nothing about whom it is with.
    @Test
    void shouldTellTheBusinessWhyItIsCalled() {
        assertThat(LastWords.briefing("lawn_care").words()).contains("LeadFlip", "lawn care");
        assertThat(LastWords.briefing(null).words()).contains("a request");
    }

    @Test
    void shouldNameABusinessInOneLineOfWhatXmlCanCarry() {
        String words = LastWords.in("en").apology("A\u0000\nB\uD800" + "x".repeat(500)).words();
        assertThat(words).contains("A B x").doesNotContain("\u0000").hasSizeLessThan(400);
    }
}
