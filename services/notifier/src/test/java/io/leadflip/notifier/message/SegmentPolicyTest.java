package io.leadflip.notifier.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentPolicyTest {
    @Test
    void shouldFitOneHundredAndSixtyLetters() {
        // When
        var fits = SegmentPolicy.fits("x".repeat(160));
        // Then
        assertThat(fits).isTrue();
        assertThat(SegmentPolicy.fits("x".repeat(161))).isFalse();
    }

    @Test
    void shouldCountLettersOfTheExtensionTwice() {
        // When
        var fits = SegmentPolicy.fits("€".repeat(80));
        // Then
        assertThat(fits).isTrue();
        assertThat(SegmentPolicy.fits("€".repeat(81))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ç😀", "😀", "“", "ñandú 💧"})
    void shouldNotFitLettersOutsideTheAlphabet(String text) {
        // When
        var fits = SegmentPolicy.fits(text);
        // Then
        assertThat(fits).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "$200–$500,$200-$500",
        "Joe’s “best”,Joe's \"best\"",
        "Água fría 💧,Agua fria",
        "señor,señor"
    })
    void shouldSpellWithTheAlphabetOnly(String text, String spelled) {
        // When
        var segment = SegmentPolicy.segment(text, "");
        // Then
        assertThat(segment).isEqualTo(spelled);
        assertThat(SegmentPolicy.fits(segment)).isTrue();
    }

    @Test
    void shouldCutTheBodyAndNeverTheLink() {
        // Given
        var link =
                "https://leadflip.example/matches/019ab7a0-0000-7000-8000-000000000001 Reply STOP to opt out.";
        // When
        var segment = SegmentPolicy.segment("LeadFlip: " + "plumbing ".repeat(30), link);
        // Then
        assertThat(SegmentPolicy.fits(segment)).isTrue();
        assertThat(segment)
                .startsWith("LeadFlip: plumbing")
                .contains("... https://")
                .endsWith(link);
    }

    @Test
    void shouldRefuseATailThatLeavesNoRoom() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentPolicy.segment("x", "y".repeat(160)));
    }
}
