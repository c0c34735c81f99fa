package io.leadflip.calls.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.calls.transcript.TranscriptReader.Conversation;
import io.leadflip.contracts.value.CallOutcome;
import io.leadflip.contracts.value.Interest;
import io.leadflip.contracts.value.Speaker;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {
    private static final ZoneId ZONE = ZoneId.of("America/Indiana/Indianapolis");

    private final RuleReader reader = new RuleReader();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Yes, please do. | GOAL_ACHIEVED | MEDIUM",
                "Okay sounds good | GOAL_ACHIEVED | MEDIUM",
                "Sí, claro | GOAL_ACHIEVED | MEDIUM",
                "No thanks, I'm not interested. | DECLINED | NONE",
                "I already found somebody, okay? | DECLINED | NONE",
                "Please don't call me again. | OPTED_OUT | NONE",
                "Take me off your list | OPTED_OUT | NONE",
                "Please stop calling me. | OPTED_OUT | NONE",
                "I don't need anything, bye. | DECLINED | NONE",
                "Please leave a message after the tone. | VOICEMAIL |",
                "Hmm. | PLATFORM_ENDED | LOW",
            })
    void shouldTellTheOutcomeByWhatTheConsumerSaid(
            String words, CallOutcome outcome, Interest interest) {
        // When
        Reading reading = reader.reading(conversation(words, Optional.empty()));
        // Then
        assertThat(reading.outcome()).isEqualTo(outcome);
        assertThat(reading.interest()).isEqualTo(interest);
        assertThat(reading.summary()).isNotBlank();
        assertThat(reading.by()).isEqualTo("rules");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Okay, bye. | DECLINED | DECLINED",
                "Hmm. | GOAL_ACHIEVED | GOAL_ACHIEVED",
                "Stop calling me. | GOAL_ACHIEVED | OPTED_OUT"
            })
    void shouldGoByWhatTheAgentWroteDownBeforeSingleWords(
            String words, CallOutcome noted, CallOutcome outcome) {
        // Given
        Turn caller = new Turn(2, Speaker.CALLER, words, 0, 1, false);
        Turn note =
                new Turn(
                        3,
                        Speaker.PLATFORM,
                        "[noted] outcome " + noted + "; interest low; Over.; next: None",
                        1,
                        1,
                        false);
        // When
        Reading reading =
                reader.reading(
                        new Conversation(
                                List.of(caller, note), Instant.EPOCH, ZONE, Optional.empty()));
        // Then
        assertThat(reading.outcome()).isEqualTo(outcome);
    }

    @Test
    void shouldTakeTheNotedAppointmentInTheConsumersZone() {
        // When
        Reading reading =
                reader.reading(
                        conversation(
                                "Fine.", Optional.of(LocalDateTime.parse("2026-11-25T14:00"))));
        // Then
        assertThat(reading.outcome()).isEqualTo(CallOutcome.GOAL_ACHIEVED);
        assertThat(reading.appointmentAt()).isEqualTo(Instant.parse("2026-11-25T19:00:00Z"));
        assertThat(reading.interest()).isEqualTo(Interest.HIGH);
    }

    @Test
    void shouldTakeAPriceFromTheAgentOnly() {
        // Given
        Turn agent = new Turn(2, Speaker.AGENT, "That would be $1,250.50.", 0, 1, false);
        Turn caller = new Turn(3, Speaker.CALLER, "Yes, but I only have $20.", 1, 2, false);
        // When
        Reading reading =
                reader.reading(
                        new Conversation(
                                List.of(agent, caller), Instant.EPOCH, ZONE, Optional.empty()));
        // Then
        assertThat(reading.quoteAmount()).isEqualByComparingTo(new BigDecimal("1250.50"));
    }

    @Test
    void shouldTakeNoPriceThatNobodyMeans() {
        // Given: more than the column of a quote holds
        Turn agent = new Turn(2, Speaker.AGENT, "That is $99,999,999,999,999.", 0, 1, false);
        // When
        Reading reading =
                reader.reading(
                        new Conversation(List.of(agent), Instant.EPOCH, ZONE, Optional.empty()));
        // Then
        assertThat(reading.quoteAmount()).isNull();
    }

    @Test
    void shouldSayThatNobodySpoke() {
        // Given
        Turn agent = new Turn(2, Speaker.AGENT, "Hello?", 0, 1, false);
        // Then
        assertThat(
                        reader.reading(
                                        new Conversation(
                                                List.of(agent),
                                                Instant.EPOCH,
                                                ZONE,
                                                Optional.empty()))
                                .outcome())
                .isEqualTo(CallOutcome.NO_ANSWER);
    }

    private static Conversation conversation(String words, Optional<LocalDateTime> noted) {
        return new Conversation(
                List.of(new Turn(2, Speaker.CALLER, words, 0, 1, false)),
                Instant.parse("2026-11-23T17:00:00Z"),
                ZONE,
                noted);
    }
}
