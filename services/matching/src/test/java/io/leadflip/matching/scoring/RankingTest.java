package io.leadflip.matching.scoring;

import static io.leadflip.matching.scoring.Cases.firm;
import static io.leadflip.matching.scoring.Cases.need;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.value.Budget;
import io.leadflip.contracts.value.PriceTier;
import io.leadflip.contracts.value.Urgency;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {
    private final Ranking ranking = new Ranking(new Ranking.Limits(50, 10, 3, 1, 5));

    @Test
    void shouldOfferBestScoreFirst() {
        // Given
        var far = firm().id(1).miles(12).candidate();
        var near = firm().id(2).miles(3).candidate();
        // When
        var ranked = ranking.rank(need(), List.of(far, near));
        // Then
        assertThat(ranked).extracting(Ranked::candidate).containsExactly(near, far);
    }

    @Test
    void shouldBreakTiesByNearnessThenByAge() {
        // Given
        var younger =
                firm().id(1).miles(6).registered(Cases.REGISTERED.plusSeconds(60)).candidate();
        var older = firm().id(2).miles(6).candidate();
        var nearest =
                firm().id(3).miles(5.5).registered(Cases.REGISTERED.plusSeconds(120)).candidate();
        // When
        var ranked = ranking.rank(need(), List.of(younger, older, nearest));
        // Then
        assertThat(ranked).extracting(Ranked::candidate).containsExactly(nearest, older, younger);
    }

    @Test
    void shouldKeepScoreOfFifty() {
        // Given: 10 + 20 + 10 + 7 + 0 + 3, and one step of the response rate lower
        var fifty = firm().id(1).miles(15).answered(6, 10).tier(PriceTier.PREMIUM).candidate();
        var below = firm().id(2).miles(15).answered(5, 10).tier(PriceTier.PREMIUM).candidate();
        // When
        var ranked = ranking.rank(need(), List.of(fifty, below));
        // Then
        assertThat(ranked).extracting(Ranked::candidate).containsExactly(fifty);
        assertThat(ranked.getFirst().score().total()).isEqualTo(50);
    }

    @Test
    void shouldDropScoreOfFortyNine() {
        // Given: 15 + 12 + 6 + 8 + 5 + 3 + 0
        var fortyNine = firm().related().miles(10).rating(3.5).answered(0, 0).candidate();
        var need = Cases.need(Urgency.MEDIUM, Budget.UNKNOWN, Set.of());
        // When
        var ranked = ranking.rank(need, List.of(fortyNine));
        // Then
        assertThat(ScoringPolicy.score(need, fortyNine).total()).isEqualTo(49);
        assertThat(ranked).isEmpty();
    }

    @Test
    void shouldKeepTenAtMost() {
        // Given
        var crowd =
                IntStream.rangeClosed(1, 14)
                        .mapToObj(n -> firm().id(n).miles(n * 0.3).candidate())
                        .toList();
        // When
        var ranked = ranking.rank(need(), crowd);
        // Then
        assertThat(ranked)
                .extracting(Ranked::candidate)
                .containsExactlyElementsOf(crowd.subList(0, 10));
    }

    @Test
    void shouldGiveLastPlaceOfFirstWaveToBestNewcomer() {
        // Given
        var known =
                IntStream.rangeClosed(1, 4)
                        .mapToObj(n -> firm().id(n).miles(n).answered(9, 10).candidate())
                        .toList();
        var newcomer = firm().id(5).miles(9).answered(0, 0).rating(null).candidate();
        // When
        var ranked =
                ranking.rank(
                        need(),
                        List.of(known.get(3), newcomer, known.get(0), known.get(2), known.get(1)));
        // Then
        assertThat(ranked)
                .extracting(Ranked::candidate)
                .containsExactly(known.get(0), known.get(1), newcomer, known.get(2), known.get(3));
    }

    @Test
    void shouldLeaveOrderAloneWhenNewcomerIsAlreadyAmongTheFirst() {
        // Given
        var newcomer = firm().id(1).miles(1).answered(4, 4).candidate();
        var known =
                IntStream.rangeClosed(2, 5)
                        .mapToObj(n -> firm().id(n).miles(n).answered(9, 10).candidate())
                        .toList();
        var second = firm().id(6).miles(19).answered(0, 0).candidate();
        // When
        var ranked =
                ranking.rank(
                        need(),
                        List.of(
                                newcomer,
                                known.get(0),
                                known.get(1),
                                known.get(2),
                                known.get(3),
                                second));
        // Then
        assertThat(ranked.getLast().candidate()).isEqualTo(second);
        assertThat(ranked.getFirst().candidate()).isEqualTo(newcomer);
    }

    @Test
    void shouldExplainWithMeasuredWordsOnly() {
        // When
        var ranked = ranking.rank(need(), List.of(firm().rating(null).candidate()));
        // Then
        assertThat(ranked.getFirst().reasons())
                .containsExactly(
                        "5.0 miles away",
                        "works in plumbing",
                        "new here, not rated yet",
                        "answered 7 of the last 10 offers",
                        "price range fits the budget");
    }
}
