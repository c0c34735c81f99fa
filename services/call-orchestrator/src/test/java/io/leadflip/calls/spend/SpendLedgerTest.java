package io.leadflip.calls.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.calls.OutsideWorld;
import io.leadflip.calls.spend.SpendLedger.Scope;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A thousand dialers at once against real Postgres: what is reserved and spent never passes a cap,
/// and where nobody settles no room is left unused.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class SpendLedgerTest {
    private static final int AT_ONCE = 1_000;
    private static final Duration LONGEST = Duration.ofSeconds(240);
    private static final Duration WITHIN = Duration.ofSeconds(120);
    private static final BigDecimal PLENTY = new BigDecimal("1000000");

    @Inject Transactions transactions;
    @Inject Sql sql;
    @Inject EndedAttempts ended;

    private final PriceTable prices = PriceTable.load("2026-11");
    private final BigDecimal worst = prices.worstCase(LONGEST);

    @Test
    void shouldHoldTheCapOfABusinessUnderAThousandDialersAtOnce() {
        // Given
        UUID business = Identifiers.next();
        List<Dial> dials = dials(() -> Identifiers.next(), () -> business);
        SpendLedger ledger = ledger(PLENTY, calls(25), PLENTY);
        // When
        long granted = granted(ledger, dials, dial -> Uni.createFrom().voidItem());
        // Then
        assertThat(granted).isEqualTo(25);
        assertThat(spent("business_id = $1", business)).isEqualByComparingTo(times(25));
    }

    @Test
    void shouldHoldTheCapOfACallUnderAThousandDialersAtOnce() {
        // Given
        UUID call = Identifiers.next();
        UUID business = Identifiers.next();
        List<Dial> dials = dials(() -> call, () -> business);
        SpendLedger ledger = ledger(calls(3), PLENTY, PLENTY);
        // When
        long granted = granted(ledger, dials, dial -> Uni.createFrom().voidItem());
        // Then
        assertThat(granted).isEqualTo(3);
        assertThat(spent("call_id = $1", call)).isEqualByComparingTo(times(3));
    }

    @Test
    void shouldHoldThePlatformsCapUnderAThousandDialersAtOnce() {
        // Given: what other tests have reserved within the hour counts as well
        BigDecimal before = spent("reserved_at > $1", Instant.now().minus(Duration.ofHours(1)));
        List<Dial> dials = dials(() -> Identifiers.next(), () -> Identifiers.next());
        SpendLedger ledger = ledger(PLENTY, PLENTY, before.add(calls(40)));
        // When
        long granted = granted(ledger, dials, dial -> Uni.createFrom().voidItem());
        // Then
        assertThat(granted).isEqualTo(40);
    }

    @Test
    void shouldHoldTheCapWhileOthersSettle() {
        // Given: every call that is placed turns out to cost half of what was reserved
        UUID business = Identifiers.next();
        BigDecimal half = worst.divide(BigDecimal.TWO);
        List<Dial> dials = dials(() -> Identifiers.next(), () -> business);
        SpendLedger ledger = ledger(PLENTY, calls(10), PLENTY);
        // When
        long granted = granted(ledger, dials, dial -> ledger.settle(dial.attempt(), half));
        // Then
        assertThat(spent("business_id = $1", business))
                .isEqualByComparingTo(half.multiply(BigDecimal.valueOf(granted)))
                .isLessThanOrEqualTo(times(10));
        assertThat(granted).isGreaterThanOrEqualTo(10);
    }

    @Test
    void shouldFreeNothingBeforeEverythingIsKnown() {
        // Given: room for one call
        UUID business = Identifiers.next();
        List<Dial> dials = dials(() -> Identifiers.next(), () -> business).subList(0, 2);
        SpendLedger ledger = ledger(PLENTY, calls(1), PLENTY);
        reserve(ledger, dials.get(0)).await().atMost(WITHIN);
        // When
        transactions
                .run(() -> ledger.meter(dials.get(0).attempt(), new BigDecimal("0.01")))
                .await()
                .atMost(WITHIN);
        // Then
        assertThat(reserve(ledger, dials.get(1)).await().atMost(WITHIN))
                .contains(Scope.BUSINESS_DAY);
        // When: all of it is known
        transactions
                .run(() -> ledger.settle(dials.get(0).attempt(), BigDecimal.ZERO))
                .await()
                .atMost(WITHIN);
        // Then
        assertThat(reserve(ledger, dials.get(1)).await().atMost(WITHIN)).isEmpty();
    }

    @Test
    void shouldCountAdviceOnTopOfWhatIsSettledAndWithinWhatIsReserved() {
        // Given
        Dial dial = dials(() -> Identifiers.next(), () -> Identifiers.next()).getFirst();
        SpendLedger ledger = ledger(PLENTY, PLENTY, PLENTY);
        BigDecimal most = new BigDecimal("0.01");
        reserve(ledger, dial).await().atMost(WITHIN);
        // When
        assertThat(run(() -> ledger.mayAsk(dial.attempt(), 5, most))).isTrue();
        // Then
        assertThat(run(() -> ledger.total(dial.call()))).isEqualByComparingTo(worst);
        // When
        run(() -> ledger.settle(dial.attempt(), BigDecimal.ONE));
        run(() -> ledger.advised(dial.attempt(), most, new BigDecimal("0.002")));
        // Then
        assertThat(run(() -> ledger.total(dial.call()))).isEqualByComparingTo("1.002");
    }

    @Test
    void shouldCountARecordingOnceAndOnTopOfWhatIsSettled() {
        // Given
        Dial dial = dials(() -> Identifiers.next(), () -> Identifiers.next()).getFirst();
        SpendLedger ledger = ledger(PLENTY, PLENTY, PLENTY);
        reserve(ledger, dial).await().atMost(WITHIN);
        run(() -> ledger.settle(dial.attempt(), BigDecimal.ONE));
        // When
        run(() -> ledger.recorded(dial.attempt(), Duration.ofSeconds(61)));
        run(() -> ledger.recorded(dial.attempt(), Duration.ofSeconds(61)));
        // Then
        assertThat(run(() -> ledger.total(dial.call()))).isEqualByComparingTo("1.005");
    }

    @Test
    void shouldAnswerNoMoreQuestionsThanAreAllowedAndPaidFor() {
        // Given
        List<Dial> dials = dials(() -> Identifiers.next(), () -> Identifiers.next());
        SpendLedger ledger = ledger(PLENTY, PLENTY, PLENTY);
        UUID frugal = dials.get(0).attempt();
        UUID dear = dials.get(1).attempt();
        dials.subList(0, 2).forEach(dial -> reserve(ledger, dial).await().atMost(WITHIN));
        // Then
        assertThat(asked(ledger, frugal, 2, new BigDecimal("0.001"))).isEqualTo(2);
        assertThat(asked(ledger, dear, 100, new BigDecimal("0.02"))).isEqualTo(2);
    }

    private long asked(SpendLedger ledger, UUID attempt, int most, BigDecimal worst) {
        return Multi.createFrom()
                .range(0, 20)
                .onItem()
                .transformToUni(i -> transactions.run(() -> ledger.mayAsk(attempt, most, worst)))
                .merge(20)
                .filter(may -> may)
                .collect()
                .asList()
                .await()
                .atMost(WITHIN)
                .size();
    }

    private <T> T run(Supplier<Uni<T>> step) {
        return transactions.run(step).await().atMost(WITHIN);
    }

    private record Dial(UUID attempt, UUID call, UUID business) {}

    private interface AfterReserving {
        Uni<Void> does(Dial dial);
    }

    private long granted(SpendLedger ledger, List<Dial> dials, AfterReserving then) {
        return Multi.createFrom()
                .iterable(dials)
                .onItem()
                .transformToUni(
                        dial ->
                                reserve(ledger, dial)
                                        .call(
                                                broken ->
                                                        broken.isEmpty()
                                                                ? transactions.run(
                                                                        () -> then.does(dial))
                                                                : Uni.createFrom().voidItem()))
                .merge(AT_ONCE)
                .filter(Optional::isEmpty)
                .collect()
                .asList()
                .await()
                .atMost(WITHIN)
                .size();
    }

    private Uni<Optional<Scope>> reserve(SpendLedger ledger, Dial dial) {
        Instant now = Instant.now();
        return transactions.run(
                () ->
                        ledger.exhausted(dial.call(), dial.business(), LONGEST, now)
                                .call(
                                        broken ->
                                                broken.isPresent()
                                                        ? Uni.createFrom().voidItem()
                                                        : ledger.reserve(
                                                                dial.attempt(),
                                                                dial.call(),
                                                                dial.business(),
                                                                LONGEST,
                                                                now)));
    }

    private interface Ids {
        UUID next();
    }

    /// A thousand attempts, each to a phone of its own.
    private List<Dial> dials(Ids calls, Ids businesses) {
        List<Dial> dials = new ArrayList<>();
        IntStream.range(0, AT_ONCE)
                .forEach(
                        i ->
                                dials.add(
                                        new Dial(
                                                Identifiers.next(),
                                                calls.next(),
                                                businesses.next())));
        UUID[] attempts = dials.stream().map(Dial::attempt).toArray(UUID[]::new);
        UUID[] ofCalls = dials.stream().map(Dial::call).toArray(UUID[]::new);
        transactions.run(() -> ended.add(attempts, ofCalls)).await().atMost(WITHIN);
        return dials;
    }

    private SpendLedger ledger(BigDecimal call, BigDecimal businessDay, BigDecimal platformHour) {
        return new SpendLedger(sql, new Caps(call, businessDay, platformHour, "2026-11"), prices);
    }

    private record Caps(
            BigDecimal perCall,
            BigDecimal perBusinessDay,
            BigDecimal perPlatformHour,
            String priceTable)
            implements SpendSettings {}

    /// Room for that many calls and a little, not enough for another.
    private BigDecimal calls(int count) {
        return times(count).add(new BigDecimal("0.001"));
    }

    private BigDecimal times(int count) {
        return worst.multiply(BigDecimal.valueOf(count));
    }

    private BigDecimal spent(String which, Object argument) {
        return transactions
                .run(
                        () ->
                                sql.first(
                                        "select coalesce(sum(coalesce(settled_usd + advised_usd + recorded_usd, greatest(reserved_usd, metered_usd + advised_usd + recorded_usd))), 0) from spend where "
                                                + which,
                                        argument))
                .await()
                .atMost(WITHIN)
                .orElseThrow()
                .decimal(0);
    }
}
