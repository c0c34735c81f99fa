package io.leadflip.matching.scoring;

import static io.leadflip.matching.scoring.Cases.budget;
import static io.leadflip.matching.scoring.Cases.firm;
import static io.leadflip.matching.scoring.Cases.need;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.contracts.value.Budget;
import io.leadflip.contracts.value.MatchScore;
import io.leadflip.contracts.value.PriceTier;
import io.leadflip.contracts.value.Requirement;
import io.leadflip.contracts.value.Urgency;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScoringPolicyTest {
    static Stream<Arguments> acceptanceCases() {
        var urgent = need(Urgency.EMERGENCY, budget("0", "500"), Set.of(Requirement.LICENSED));
        var unknown = need(Urgency.MEDIUM, Budget.UNKNOWN, Set.of());
        var near = firm().miles(3.5).rating(4.5).answered(8, 10).emergency().insured();
        var far = firm().miles(22.5).rating(5.0).answered(9, 10).emergency().insured();
        return Stream.of(
                Arguments.of(need(), firm(), new MatchScore(25, 20, 10, 10, 10, 3, 0), 78),
                Arguments.of(urgent, near, new MatchScore(30, 20, 13, 13, 10, 5, 2), 93),
                Arguments.of(need(), far, new MatchScore(5, 20, 15, 15, 10, 3, 0), 68),
                Arguments.of(
                        need(), firm().related(), new MatchScore(25, 12, 10, 10, 10, 3, 0), 70),
                Arguments.of(
                        need(),
                        firm().rating(null).answered(0, 0),
                        new MatchScore(25, 20, 8, 8, 10, 3, 0),
                        74),
                Arguments.of(unknown, firm(), new MatchScore(25, 20, 10, 10, 5, 3, 0), 73));
    }

    @ParameterizedTest
    @MethodSource("acceptanceCases")
    void shouldScoreAcceptanceCases(Need need, Cases.Firm firm, MatchScore parts, int total) {
        // When
        var score = ScoringPolicy.score(need, firm.candidate());
        // Then
        assertThat(score).isEqualTo(parts);
        assertThat(score.total()).isEqualTo(total);
    }

    @ParameterizedTest
    @CsvSource({
        "0,30",
        "4.99,30",
        "5,25",
        "9.99,25",
        "10,15",
        "14.99,15",
        "15,10",
        "19.99,10",
        "20,5",
        "99,5"
    })
    void shouldScoreDistanceAtItsBoundaries(double miles, int points) {
        // When
        var score = ScoringPolicy.score(need(), firm().miles(miles).candidate());
        // Then
        assertThat(score.distance()).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"3.5,6", "3.99,6", "4.0,10", "4.49,10", "4.5,13", "4.79,13", "4.8,15", "5.0,15"})
    void shouldScoreRatingAtItsBoundaries(double stars, int points) {
        // When
        var score = ScoringPolicy.score(need(), firm().rating(stars).candidate());
        // Then
        assertThat(score.rating()).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({
        "49,100,0",
        "1,2,5",
        "59,100,5",
        "3,5,7",
        "69,100,7",
        "7,10,10",
        "79,100,10",
        "4,5,13",
        "89,100,13",
        "9,10,15",
        "3,3,15",
        "0,4,0"
    })
    void shouldScoreResponseRateAtItsBoundaries(int answered, int asked, int points) {
        // When
        var score = ScoringPolicy.score(need(), firm().answered(answered, asked).candidate());
        // Then
        assertThat(score.response()).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({
        "199.99,199.99,BUDGET,10", "199.99,199.99,STANDARD,0", "200,200,BUDGET,0",
                "200,200,STANDARD,10",
        "1000,1000,STANDARD,10", "1000,1000,PREMIUM,0", "1000.01,1000.01,PREMIUM,10",
                "1000.01,1000.01,STANDARD,0"
    })
    void shouldScorePriceTierAtItsBoundaries(String min, String max, PriceTier tier, int points) {
        // Given
        var need = need(Urgency.MEDIUM, budget(min, max), Set.of());
        // When
        var score = ScoringPolicy.score(need, firm().tier(tier).candidate());
        // Then
        assertThat(score.price()).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"174.99,0", "175,6", "250,6", "325,6", "325.01,0"})
    void shouldScoreAveragePriceWithinThirtyPercentOfMidpoint(String average, int points) {
        // When
        var score =
                ScoringPolicy.score(
                        need(), firm().tier(PriceTier.PREMIUM).average(average).candidate());
        // Then
        assertThat(score.price()).isEqualTo(points);
    }

    @Test
    void shouldTakeOpenEndedBudgetAtItsFloor() {
        // Given
        var need = need(Urgency.MEDIUM, budget("1500", null), Set.of());
        // When
        var score = ScoringPolicy.score(need, firm().tier(PriceTier.PREMIUM).candidate());
        // Then
        assertThat(score.price()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        "EMERGENCY,true,false,5",
        "EMERGENCY,false,true,0",
        "HIGH,false,true,5",
        "HIGH,true,false,3",
        "MEDIUM,true,true,3",
        "LOW,false,false,3"
    })
    void shouldScoreUrgency(Urgency urgency, boolean emergency, boolean withinDay, int points) {
        // Given
        var firm = firm();
        if (emergency) {
            firm.emergency();
        }
        if (withinDay) {
            firm.withinDay();
        }
        // When
        var score =
                ScoringPolicy.score(need(urgency, budget("0", "500"), Set.of()), firm.candidate());
        // Then
        assertThat(score.urgency()).isEqualTo(points);
    }

    @Test
    void shouldCapRequirementsAtFive() {
        // Given
        var everything = need(Urgency.MEDIUM, Budget.UNKNOWN, EnumSet.allOf(Requirement.class));
        var firm =
                firm().insured()
                        .tags(Requirement.WEEKEND, Requirement.EVENING, Requirement.WARRANTY);
        // When
        var score = ScoringPolicy.score(everything, firm.candidate());
        // Then
        assertThat(score.requirements()).isEqualTo(5);
    }

    @Test
    void shouldNotRewardWhatWasNotAskedFor() {
        // When
        var score =
                ScoringPolicy.score(need(), firm().insured().tags(Requirement.WEEKEND).candidate());
        // Then
        assertThat(score.requirements()).isZero();
    }
}
