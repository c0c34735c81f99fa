package io.leadflip.calls.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leadflip.contracts.event.MediaFact.ModelUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTableTest {
    private final PriceTable prices = PriceTable.load("2026-11");

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0.0255", "60, 0.0255", "61, 0.0435", "240, 0.0795"})
    void shouldBillBegunMinutes(int seconds, String usd) {
        assertThat(prices.telephony(Duration.ofSeconds(seconds))).isEqualByComparingTo(usd);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0.0025", "60, 0.0025", "61, 0.005"})
    void shouldBillBegunMinutesOfRecording(int seconds, String usd) {
        assertThat(prices.recording(Duration.ofSeconds(seconds))).isEqualByComparingTo(usd);
    }

    @Test
    void shouldBillTokensByKind() {
        // Given
        ModelUsage usage =
                new ModelUsage(
                        "gpt-realtime", 1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000);
        // Then
        assertThat(prices.model(usage)).isEqualByComparingTo("124.40");
        assertThat(prices.model(null)).isZero();
        assertThat(prices.reader(1000, 100)).isEqualByComparingTo("0.0045");
    }

    @Test
    void shouldReserveMoreThanAnyCallOfThatLengthCosts() {
        // Given: four minutes in which both sides' audio is billed without any cache
        ModelUsage chatty = new ModelUsage("gpt-realtime", 2_000, 30_000, 0, 500, 4_800);
        // Then
        assertThat(prices.worstCase(Duration.ofSeconds(240)))
                .isGreaterThan(
                        prices.telephony(Duration.ofSeconds(240))
                                .add(prices.recording(Duration.ofSeconds(240)))
                                .add(prices.model(chatty)));
    }

    /// A second leg costs less than the model that no longer listens, whenever it begins.
    @Test
    void shouldReserveMoreThanAnyTransferWithinThatLengthCosts() {
        Duration limit = Duration.ofSeconds(240);
        BigDecimal aMinuteOfModel =
                prices.worstCase(Duration.ofMinutes(2))
                        .subtract(prices.worstCase(Duration.ofMinutes(1)))
                        .subtract(
                                prices.telephony(Duration.ofMinutes(2))
                                        .subtract(prices.telephony(Duration.ofMinutes(1))))
                        .subtract(prices.recording(Duration.ofMinutes(1)));
        for (int talked = 1; talked <= 240 - 45; talked++) {
            BigDecimal model =
                    aMinuteOfModel
                            .multiply(BigDecimal.valueOf(talked))
                            .divide(BigDecimal.valueOf(60), 6, RoundingMode.HALF_UP);
            BigDecimal whole =
                    prices.telephony(limit)
                            .add(prices.recording(limit))
                            .add(model)
                            .add(prices.transfer(limit.minusSeconds(talked)));
            assertThat(whole).isLessThanOrEqualTo(prices.worstCase(limit));
        }
    }

    @Test
    void shouldRefuseUnknownVersions() {
        assertThatIllegalArgumentException().isThrownBy(() -> PriceTable.load("1999-01"));
    }
}
