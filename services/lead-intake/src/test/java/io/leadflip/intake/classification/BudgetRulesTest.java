package io.leadflip.intake.classification;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.value.Budget;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up to $300 | 0 | 300",
                "max $1,200 | 0 | 1200",
                "under 450 dollars | 0 | 450",
                "between $200 and $500 | 200 | 500",
                "$200-$500 | 200 | 500",
                "200 to 500 dollars | 200 | 500",
                "$1-2k | 1000 | 2000",
                "around $1.5k | 1200 | 1800",
                "my budget is about $250 | 200 | 300",
                "our budget is 800 | 0 | 800",
                "at least $1000 | 1000 | null",
                "$149.99 | 0 | 149.99",
                "presupuesto de 400 | 0 | 400",
                "can you do it for free | 0 | 0",
                "call 46032 at 10 to 12 | null | null",
                "nothing about money | null | null"
            })
    void shouldReadAmounts(String text, String min, String max) {
        // Given
        var words = Words.of(text);
        // When
        var budget = BudgetRules.read(words, true).budget();
        // Then
        assertThat(budget)
                .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .usingRecursiveComparison()
                .isEqualTo(new Budget(decimal(min), decimal(max)));
    }

    @Test
    void shouldNotTakeFreeEstimateForFreeWork() {
        // Given
        var words =
                Words.of("Please give me a free estimate for the new roof, I am free on Monday");
        // When
        var reading = BudgetRules.read(words, true);
        // Then
        assertThat(reading.wantsFree()).isFalse();
        assertThat(reading.budget()).isEqualTo(Budget.UNKNOWN);
    }

    private static BigDecimal decimal(String value) {
        return "null".equals(value) ? null : new BigDecimal(value);
    }
}
