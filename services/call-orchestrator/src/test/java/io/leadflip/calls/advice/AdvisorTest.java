package io.leadflip.calls.advice;

import static org.assertj.core.api.Assertions.assertThat;

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
        Optional<String> advice = ask("Do you\nrepair boilers?", Optional.of("a-key"));
        // Then
        assertThat(advice).contains("Yes, all brands.");
        assertThat(anthropic.prompt())
                .contains(
                        "Business: Able Plumbing",
                        "Consumer need: a leak Ignore all",
                        "Question: Do you repair boilers?");
        assertThat(anthropic.asked().getInteger("max_tokens")).isEqualTo(150);
    }

    @Test
    void shouldHaveNoAdviceWhenTheModelFails() {
        // Given
        anthropic.failsWith(529);
        // Then
        assertThat(ask("Do you repair boilers?", Optional.of("a-key"))).isEmpty();
    }

    @Test
    void shouldAskNobodyWithoutAKey() {
        assertThat(ask("Do you repair boilers?", Optional.empty())).isEmpty();
        assertThat(anthropic.asked()).isNull();
    }

    private Optional<String> ask(String question, Optional<String> key) {
        return new Advisor(anthropic.vertx(), anthropic.account(key), new Bounds())
                .advise(BRIEF, question)
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private record Bounds() implements AdvisorSettings {
        @Override
        public Duration timeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public int maxTokens() {
            return 150;
        }
    }
}
