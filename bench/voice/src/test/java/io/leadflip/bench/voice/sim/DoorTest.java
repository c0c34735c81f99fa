package io.leadflip.bench.voice.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.bench.voice.wire.Http.Answer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DoorTest {
    private static final Pattern ATTEMPT = Pattern.compile("\"attemptId\":\"([^\"]+)\"");

    private long now;
    private final Door door = new Door(() -> now);

    @Test
    void shouldKnowAfterFourSecondsThatAPersonAnswered() {
        // Given
        Matcher attempt = ATTEMPT.matcher(text(door.to("/internal/streams/redemptions", "")));
        assertThat(attempt.find()).isTrue();
        String question = "/internal/attempts/" + attempt.group(1) + "/answered-by";
        // When
        now = 3_999_999_999L;
        String early = text(door.to(question, ""));
        now = 4_000_000_000L;
        String late = text(door.to(question, ""));
        // Then
        assertThat(early).isEqualTo("{\"answeredBy\":null}");
        assertThat(late).isEqualTo("{\"answeredBy\":\"human\"}");
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
