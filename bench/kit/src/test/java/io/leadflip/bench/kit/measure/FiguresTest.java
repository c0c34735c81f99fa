package io.leadflip.bench.kit.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    private final Figures figures = new Figures();

    @Test
    void shouldCompareRoundByRound() {
        // Given a second round in which everything was half as fast
        round(40_000, 10_000);
        round(20_000, 5_000);
        round(50_000, 10_000);
        // When
        var ratio = figures.ratio("rate", "ours", "theirs");
        // Then
        assertThat(ratio).isEqualTo(new Spread(4, 4, 5, 3));
    }

    @Test
    void shouldKeepContestantsInTheOrderTheyCame() {
        // When
        round(1, 2);
        // Then
        assertThat(figures.contestants("rate")).containsExactly("ours", "theirs");
        assertThat(figures.has("rate", "nobody")).isFalse();
    }

    private void round(double ours, double theirs) {
        figures.add("rate", "ours", ours);
        figures.add("rate", "theirs", theirs);
    }
}
