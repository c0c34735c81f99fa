package io.leadflip.calls;

import static io.leadflip.calls.CallDesk.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.calls.spend.EndedAttempts;
import io.leadflip.calls.spend.PriceTable;
import io.leadflip.calls.spend.SpendLedger;
import io.leadflip.calls.spend.SpendSettings;
import io.leadflip.contracts.door.SpendReport;
import io.leadflip.contracts.door.SpendScope;
import io.leadflip.contracts.door.SpendSearch;
import io.leadflip.contracts.door.SpendSum;
import io.leadflip.contracts.event.EventJson;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ledger as an operator sees it: what is reserved, what is settled, what the caps leave.
@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "calls"))
@WithTestResource(OutsideWorld.class)
class SpendReportTest {
    private static final String DOOR = "/internal/spend/search";
    private static final Duration LONGEST = Duration.ofSeconds(240);
    private static final BigDecimal DIME = new BigDecimal("0.10");

    @Inject CallDesk desk;
    @Inject SpendLedger ledger;
    @Inject EndedAttempts ended;
    @Inject SpendSettings caps;
    @Inject PriceTable prices;
    @Inject Transactions transactions;

    private final Instant now = Instant.now();
    private final LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    private UUID business = Identifiers.next();

    @Test
    void shouldShowWhatABusinessReservedAndSpentAndWhatIsLeftOfItsDay() {
        // Given: one attempt cost a dime, of another nobody knows yet
        settle(reserve(Identifiers.next(), now).getFirst(), DIME);
        reserve(Identifiers.next(), now);
        BigDecimal reserved = prices.worstCase(LONGEST);
        // When
        SpendReport report = report(SpendScope.BUSINESS_DAY, business, null, 10);
        // Then
        BigDecimal counts = reserved.add(DIME);
        assertThat(report.next()).isNull();
        assertThat(report.priceTable()).isEqualTo(prices.version());
        assertThat(report.caps().perBusinessDay()).isEqualByComparingTo(caps.perBusinessDay());
        assertThat(report.sums()).hasSize(1);
        SpendSum day = report.sums().getFirst();
        assertThat(day.from()).isEqualTo(day.from().truncatedTo(ChronoUnit.DAYS));
        assertThat(day.businessId()).isEqualTo(business);
        assertThat(day.attempts()).isEqualTo(2);
        assertThat(day.open()).isEqualTo(1);
        assertThat(day.reserved()).isEqualByComparingTo(reserved.multiply(BigDecimal.TWO));
        assertThat(day.settled()).isEqualByComparingTo(DIME);
        assertThat(day.counts()).isEqualByComparingTo(counts);
        assertThat(day.cap()).isEqualByComparingTo(caps.perBusinessDay());
        assertThat(day.left()).isEqualByComparingTo(caps.perBusinessDay().subtract(counts));
    }

    @Test
    void shouldShowACallWithAllItsAttemptsAndNothingLeftBeyondItsCap() {
        // Given: a call whose attempts, one of a week ago, turned out to cost more than its cap
        UUID call = Identifiers.next();
        List<UUID> attempts = reserve(call, now.minus(7, ChronoUnit.DAYS), now);
        settle(attempts.getFirst(), caps.perCall());
        settle(attempts.getLast(), DIME);
        // When
        SpendReport report = report(SpendScope.CALL, business, null, 10);
        // Then
        assertThat(report.sums())
                .singleElement()
                .satisfies(
                        sum -> {
                            assertThat(sum.callId()).isEqualTo(call);
                            assertThat(sum.attempts()).isEqualTo(2);
                            assertThat(sum.counts()).isEqualByComparingTo(caps.perCall().add(DIME));
                            assertThat(sum.cap()).isEqualByComparingTo(caps.perCall());
                            assertThat(sum.left()).isZero();
                        });
    }

    @Test
    void shouldShowThePlatformsHourAndDayOverAllBusinesses() {
        // Given
        settle(reserve(Identifiers.next(), now).getFirst(), DIME);
        business = Identifiers.next();
        settle(reserve(Identifiers.next(), now).getFirst(), DIME);
        // When
        SpendReport report = report(SpendScope.PLATFORM_DAY, null, null, 10);
        // Then
        assertThat(report.platformHour().attempts()).isGreaterThanOrEqualTo(2);
        assertThat(report.platformHour().cap()).isEqualByComparingTo(caps.perPlatformHour());
        assertThat(report.platformHour().left())
                .isEqualByComparingTo(
                        caps.perPlatformHour().subtract(report.platformHour().counts()));
        SpendSum day = report.sums().getFirst();
        assertThat(day.businessId()).isNull();
        assertThat(day.attempts()).isGreaterThanOrEqualTo(2);
        assertThat(day.settled()).isGreaterThanOrEqualTo(DIME.multiply(BigDecimal.TWO));
        assertThat(day.cap()).isNull();
        assertThat(day.left()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BUSINESS_DAY", "CALL"})
    void shouldGoThroughAllPagesNewestFirst(SpendScope scope) {
        // Given: calls of a business on three days
        for (int days = 0; days < 3; days++) {
            reserve(Identifiers.next(), now.minus(days, ChronoUnit.DAYS));
        }
        // When
        List<SpendSum> sums = new ArrayList<>();
        String before = null;
        do {
            SpendReport page = report(scope, business, before, 1);
            sums.addAll(page.sums());
            before = page.next();
        } while (before != null);
        // Then
        assertThat(sums)
                .extracting(sum -> LocalDate.ofInstant(sum.from(), ZoneOffset.UTC))
                .containsExactly(today, today.minusDays(1), today.minusDays(2));
    }

    @Test
    void shouldLeaveOutOtherDays() {
        // Given
        reserve(Identifiers.next(), now.minus(5, ChronoUnit.DAYS));
        // When
        SpendReport report = report(SpendScope.BUSINESS_DAY, business, null, 10);
        // Then
        assertThat(report.sums()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"from\":\"2026-11-01\",\"to\":\"2026-11-01\",\"limit\":1}",
                "{\"scope\":\"CALL\",\"to\":\"2026-11-01\",\"limit\":1}",
                "{\"scope\":\"CALL\",\"from\":\"2026-11-02\",\"to\":\"2026-11-01\",\"limit\":1}",
                "{\"scope\":\"CALL\",\"from\":\"2026-01-02\",\"to\":\"2026-11-01\",\"limit\":1}",
                "{\"scope\":\"CALL\",\"from\":\"2026-11-01\",\"to\":\"2026-11-01\",\"limit\":0}",
                "{\"scope\":\"CALL\",\"from\":\"2026-11-01\",\"to\":\"2026-11-01\",\"limit\":1,\"before\":\"x\"}"
            })
    void shouldRefuseAQuestionThatIsNotClear(String search) {
        desk.atDoorAs("lead-intake", DOOR, search)
                .statusCode(422)
                .contentType("application/problem+json");
    }

    @Test
    void shouldShowNothingToABridge() {
        desk.atDoor(DOOR, "{}").statusCode(403);
    }

    private SpendReport report(SpendScope scope, UUID business, String before, int limit) {
        SpendSearch search =
                new SpendSearch(
                        scope, today.minusDays(2), today.plusDays(1), business, before, limit);
        try {
            return EventJson.mapper()
                    .readValue(
                            desk.atDoorAs(
                                            "lead-intake",
                                            DOOR,
                                            EventJson.mapper().writeValueAsString(search))
                                    .statusCode(200)
                                    .extract()
                                    .asString(),
                            SpendReport.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /// @return the call's attempts, one for each instant
    private List<UUID> reserve(UUID call, Instant... at) {
        List<UUID> attempts = Stream.generate(Identifiers::next).limit(at.length).toList();
        UUID[] calls = Stream.generate(() -> call).limit(at.length).toArray(UUID[]::new);
        run(() -> ended.add(attempts.toArray(UUID[]::new), calls));
        for (int i = 0; i < at.length; i++) {
            UUID attempt = attempts.get(i);
            Instant reservedAt = at[i];
            run(() -> ledger.reserve(attempt, call, business, LONGEST, reservedAt));
        }
        return attempts;
    }

    private void settle(UUID attempt, BigDecimal usd) {
        run(() -> ledger.settle(attempt, usd));
    }

    private <T> void run(Supplier<Uni<T>> step) {
        transactions.run(step).await().atMost(WITHIN);
    }
}
