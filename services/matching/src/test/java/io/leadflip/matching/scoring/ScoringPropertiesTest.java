package io.leadflip.matching.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.value.Budget;
import io.leadflip.contracts.value.PriceTier;
import io.leadflip.contracts.value.Requirement;
import io.leadflip.contracts.value.Urgency;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ScoringPropertiesTest {
    private static final Ranking RANKING = new Ranking(new Ranking.Limits(50, 10, 3, 1, 5));

    @Property(tries = 500)
    void shouldKeepTotalTheSumOfPartsWithinHundred(
            @ForAll("needs") Need need, @ForAll("candidates") Candidate candidate) {
        // When
        var score = ScoringPolicy.score(need, candidate);
        // Then
        var sum =
                score.distance()
                        + score.category()
                        + score.rating()
                        + score.response()
                        + score.price()
                        + score.urgency()
                        + score.requirements();
        assertThat(score.total()).isEqualTo(sum).isBetween(0, 100);
    }

    @Property(tries = 500)
    void shouldGiveSameAnswerToSameInput(
            @ForAll("needs") Need need, @ForAll("candidates") Candidate candidate) {
        // When
        var first = ScoringPolicy.score(need, candidate);
        // Then
        assertThat(ScoringPolicy.score(need, candidate)).isEqualTo(first);
    }

    @Property(tries = 200)
    void shouldRankAlikeInWhateverOrderCandidatesArrive(
            @ForAll("needs") Need need,
            @ForAll("crowds") List<Candidate> crowd,
            @ForAll long seed) {
        // Given
        var shuffled = new ArrayList<>(crowd);
        Collections.shuffle(shuffled, new Random(seed));
        // When
        var ranked = RANKING.rank(need, shuffled);
        // Then
        assertThat(ranked).isEqualTo(RANKING.rank(need, crowd)).hasSizeLessThanOrEqualTo(10);
        assertThat(ranked).allMatch(each -> each.score().total() >= 50);
    }

    @Provide
    Arbitrary<Need> needs() {
        var money =
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, new BigDecimal("3000"))
                        .ofScale(2)
                        .injectNull(0.3);
        var budgets = Combinators.combine(money, money).as(Budget::new);
        return Combinators.combine(Arbitraries.of(Urgency.class), budgets, requirements())
                .as(Cases::need);
    }

    @Provide
    Arbitrary<Candidate> candidates() {
        var miles = Arbitraries.doubles().between(0, 100);
        var tiers = Arbitraries.of(PriceTier.class);
        var ratings = Arbitraries.doubles().between(3.5, 5).injectNull(0.3);
        var asked = Arbitraries.integers().between(0, 20);
        var ids = Arbitraries.integers().between(1, 999_999);
        var flags = Arbitraries.integers().between(0, 15);
        return Combinators.combine(miles, tiers, ratings, asked, ids, flags, requirements())
                .as(ScoringPropertiesTest::candidate);
    }

    @Provide
    Arbitrary<List<Candidate>> crowds() {
        return candidates().list().uniqueElements(Candidate::businessId).ofMaxSize(30);
    }

    private static Arbitrary<Set<Requirement>> requirements() {
        return Arbitraries.of(Requirement.class).set().ofMaxSize(10);
    }

    private static Candidate candidate(
            double miles,
            PriceTier tier,
            Double rating,
            int asked,
            int id,
            int flags,
            Set<Requirement> tags) {
        var firm =
                Cases.firm()
                        .id(id)
                        .miles(miles)
                        .tier(tier)
                        .rating(rating)
                        .answered(asked / 2, asked)
                        .tags(tags.toArray(Requirement[]::new));
        if ((flags & 1) != 0) {
            firm.related();
        }
        if ((flags & 2) != 0) {
            firm.emergency();
        }
        if ((flags & 4) != 0) {
            firm.insured();
        }
        if ((flags & 8) != 0) {
            firm.withinDay();
        }
        return firm.candidate();
    }
}
