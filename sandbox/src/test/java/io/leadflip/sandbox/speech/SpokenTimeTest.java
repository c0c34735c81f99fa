package io.leadflip.sandbox.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenTimeTest {
    /// A Monday.
    private static final LocalDateTime NOW = LocalDateTime.parse("2026-11-23T13:20");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tomorrow at ten in the morning works | 2026-11-24T10:00",
                "How about Thursday at 2:30 pm? | 2026-11-26T14:30",
                "Friday morning | 2026-11-27T09:00",
                "Could you come at three? | 2026-11-23T15:00",
                "at 9 o'clock | 2026-11-24T09:00",
                "Monday | 2026-11-30T10:00",
                "this evening | 2026-11-23T18:00",
                "Wednesday at noon | 2026-11-25T12:00",
                "December 3rd at 8 a.m. | 2026-12-03T08:00",
                "the day after tomorrow around five | 2026-11-25T17:00",
                "next week | 2026-11-30T10:00"
            })
    void shouldUnderstandTimesAsPeopleSayThem(String sentence, LocalDateTime expected) {
        // When / Then
        assertThat(SpokenTime.parse(sentence, NOW)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Yes, that is right.",
                "It costs about 300 dollars",
                "Good morning",
                "May I ask who is calling?"
            })
    void shouldFindNoTimeWhereNoneIsNamed(String sentence) {
        // When / Then
        assertThat(SpokenTime.parse(sentence, NOW)).isEmpty();
    }

    @Test
    void shouldUnderstandItsOwnPhrases() {
        for (int hours = 1; hours < 24 * 40; hours += 7) {
            // Given
            LocalDateTime time = NOW.withMinute(30).plusHours(hours);
            // When / Then
            assertThat(SpokenTime.parse(SpokenTime.phrase(time), NOW)).contains(time);
        }
    }
}
