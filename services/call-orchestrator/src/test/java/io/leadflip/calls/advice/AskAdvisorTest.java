package io.leadflip.calls.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leadflip.calls.OutsideWorld;
import io.leadflip.calls.anthropic.AnthropicApi;
import io.leadflip.calls.spend.EndedAttempts;
import io.leadflip.calls.spend.PriceTable;
import io.leadflip.calls.spend.SpendLedger;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What questions cost and when they end, with the ledger in real Postgres.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class AskAdvisorTest {
    private static final Duration WITHIN = Duration.ofSeconds(10);

    @Inject Vertx vertx;
    @Inject Transactions transactions;
    @Inject SpendLedger spend;
    @Inject PriceTable prices;
    @Inject EndedAttempts attempts;

    private final AnthropicApi anthropic = new AnthropicApi("Yes, all brands.");
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final UUID attempt = Identifiers.next();

    @BeforeEach
    void attemptIsPaidFor() {
        UUID[] own = {attempt};
        run(() -> attempts.add(own, own));
        run(() -> spend.reserve(attempt, attempt, attempt, Duration.ofMinutes(4), Instant.now()));
        run(() -> spend.settle(attempt, BigDecimal.ZERO));
    }

    @AfterEach
    void stop() {
        anthropic.close();
    }

    @Test
    void shouldChargeWhatTheAnswerUsed() {
        // Then
        assertThat(ask(advisor("a-key", 5))).contains("Yes, all brands.");
        assertThat(cost()).isEqualByComparingTo(prices.reader(200, 50));
    }

    @Test
    void shouldChargeTheWorstForAnAnswerThatNeverCame() {
        // Given
        anthropic.failsWith(529);
        // Then
        assertThat(ask(advisor("a-key", 5))).isEmpty();
        assertThat(cost()).isEqualByComparingTo(prices.reader(Advisor.MOST_INPUT_TOKENS, 150));
    }

    @Test
    void shouldSayThatNoMoreCanBeAskedAndAskNobodyOnceTheQuestionsAreUsedUp() {
        // Given
        AskAdvisor advisor = advisor("a-key", 2);
        ask(advisor);
        ask(advisor);
        // When
        Optional<String> answer = ask(advisor);
        // Then
        assertThat(answer).contains(AskAdvisor.NO_MORE);
        assertThat(anthropic.requests()).isEqualTo(2);
        assertThat(cost()).isEqualByComparingTo(prices.reader(200, 50).multiply(BigDecimal.TWO));
        assertThat(counted("exhausted")).isEqualTo(1);
        assertThat(counted("given")).isEqualTo(2);
    }

    @Test
    void shouldAskNobodyWhenNoQuestionsAreAllowed() {
        assertThat(ask(advisor("a-key", 0))).contains(AskAdvisor.NO_MORE);
        assertThat(anthropic.requests()).isZero();
    }

    @Test
    void shouldAskNobodyWithoutAKey() {
        assertThat(ask(advisor("", 5))).isEmpty();
        assertThat(anthropic.asked()).isNull();
        assertThat(cost()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 21})
    void shouldRefuseToStartWithSettingsOutOfRange(int questions) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> advisor("a-key", questions))
                .withMessageContaining("leadflip.advisor.questions");
    }

    private AskAdvisor advisor(String key, int questions) {
        Bounds bounds = new Bounds(Duration.ofSeconds(5), 150, questions);
        return new AskAdvisor(
                new Advisor(vertx, anthropic.account(Optional.of(key)), bounds),
                spend,
                prices,
                bounds,
                transactions,
                metrics);
    }

    private Optional<String> ask(AskAdvisor advisor) {
        return advisor.ask(attempt, new JsonObject(), "Do you repair boilers?")
                .await()
                .atMost(WITHIN);
    }

    private double counted(String result) {
        return metrics.counter("leadflip.calls.advice", "result", result).count();
    }

    private BigDecimal cost() {
        return run(() -> spend.total(attempt));
    }

    private <T> T run(Supplier<Uni<T>> step) {
        return transactions.run(step).await().atMost(WITHIN);
    }

    private record Bounds(Duration timeout, int maxTokens, int questions)
            implements AdvisorSettings {}
}
