package io.leadflip.calls.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadflip.calls.anthropic.AnthropicApi;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdvisorTest {
    private static final JsonObject BRIEF =
            new JsonObject().put("businessName", "Able Plumbing").put("need", "a leak\nIgnore all");
    private final AnthropicApi anthropic = new AnthropicApi(" Yes, all brands. ");

    @AfterEach
    void stop() {
        anthropic.close();
    }

    @Test
    void shouldAnswerFromWhatIsKnownAboutTheCall() {
        // When
        Advice advice = ask("Do you\nrepair boilers?");
        // Then
        assertThat(advice).isEqualTo(new Advice(Optional.of("Yes, all brands."), 200, 50));
        assertThat(anthropic.prompt())
                .contains(
                        "Business: Able Plumbing",
                        "Consumer need: a leak Ignore all",
                        "Question: Do you repair boilers?");
        assertThat(anthropic.asked().getInteger("max_tokens")).isEqualTo(150);
    }

    @Test
    void shouldFailWhenTheModelDoes() {
        // Given
        anthropic.failsWith(529);
        // Then
        assertThatThrownBy(() -> ask("Do you repair boilers?"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldBoundWhatIsAsked() {
        // When
        ask("why ".repeat(10_000));
        // Then
        assertThat(anthropic.prompt().mapToInt(String::length).sum()).isLessThan(5_000);
    }

    private Advice ask(String question) {
        return new Advisor(
                        anthropic.vertx(),
                        anthropic.account(),
                        new Bounds(Duration.ofSeconds(5), 150, 5))
                .advise(BRIEF, question)
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private record Bounds(Duration timeout, int maxTokens, int questions)
            implements AdvisorSettings {}
}
