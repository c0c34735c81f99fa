package io.leadflip.calls.advice;

import io.leadflip.calls.spend.PriceTable;
import io.leadflip.calls.spend.SpendLedger;
import io.leadflip.platform.postgres.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// One question of the agent: taken from what its attempt may ask and spend, put to the advisor
/// while no transaction is open, and charged by what the answer used. An answer that never came is
/// charged as the worst one. Made at the start, so that settings out of range are told then.
@Startup
@ApplicationScoped
public class AskAdvisor {
    private static final Logger LOG = Logger.getLogger(AskAdvisor.class);

    /// For the agent, in place of advice.
    static final String NO_MORE =
            "No more questions can be asked in this call. Say that you do not know and that a person from the business will call back about it.";

    private final Advisor advisor;
    private final SpendLedger spend;
    private final PriceTable prices;
    private final AdvisorSettings settings;
    private final Transactions transactions;
    private final MeterRegistry metrics;

    AskAdvisor(
            Advisor advisor,
            SpendLedger spend,
            PriceTable prices,
            AdvisorSettings settings,
            Transactions transactions,
            MeterRegistry metrics) {
        within("leadflip.advisor.max-tokens", settings.maxTokens(), 1, 1_000);
        within("leadflip.advisor.questions", settings.questions(), 0, 20);
        this.advisor = advisor;
        this.spend = spend;
        this.prices = prices;
        this.settings = settings;
        this.transactions = transactions;
        this.metrics = metrics;
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s is %d and must be from %d to %d".formatted(name, value, least, most));
        }
    }

    /// Empty when there is no advice: nobody to ask, or no answer in time. When no question is left
    /// the provider is not asked, and what is answered says so.
    ///
    /// @param brief what the agent knows
    public Uni<Optional<String>> ask(UUID attemptId, JsonObject brief, String question) {
        if (!advisor.available()) {
            return none("off");
        }
        BigDecimal worst = prices.reader(Advisor.MOST_INPUT_TOKENS, settings.maxTokens());
        return transactions
                .run(() -> spend.mayAsk(attemptId, settings.questions(), worst))
                .chain(may -> may ? answer(attemptId, brief, question, worst) : noMore());
    }

    private Uni<Optional<String>> noMore() {
        count("exhausted");
        return Uni.createFrom().item(Optional.of(NO_MORE));
    }

    private Uni<Optional<String>> answer(
            UUID attemptId, JsonObject brief, String question, BigDecimal worst) {
        return advisor.advise(brief, question)
                .call(advice -> transactions.run(() -> charge(attemptId, worst, advice)))
                .map(Advice::words)
                .invoke(words -> count(words.isPresent() ? "given" : "none"))
                .onFailure()
                .invoke(
                        failure ->
                                LOG.warnf(
                                        "attemptId=%s got no advice: %s",
                                        attemptId, failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithUni(() -> none("failed"));
    }

    private Uni<Void> charge(UUID attemptId, BigDecimal worst, Advice advice) {
        BigDecimal usd = prices.reader(advice.inputTokens(), advice.outputTokens());
        return spend.advised(attemptId, worst, usd);
    }

    private Uni<Optional<String>> none(String result) {
        count(result);
        return Uni.createFrom().item(Optional.empty());
    }

    private void count(String result) {
        metrics.counter("leadflip.calls.advice", "result", result).increment();
    }
}
