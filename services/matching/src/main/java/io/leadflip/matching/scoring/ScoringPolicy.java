package io.leadflip.matching.scoring;

import io.leadflip.contracts.value.MatchScore;
import io.leadflip.contracts.value.Requirement;
import io.leadflip.contracts.value.Urgency;

/// How well a business fits a lead: seven parts, 100 points at most. The same inputs give the same
/// score.
public final class ScoringPolicy {
    private static final int NEUTRAL = 8;
    private static final int REQUIREMENTS_MOST = 5;

    private ScoringPolicy() {}

    public static MatchScore score(Need need, Candidate candidate) {
        return new MatchScore(
                distance(candidate),
                candidate.exactTrade() ? 20 : 12,
                rating(candidate.rating()),
                response(candidate.history()),
                PricePolicy.fit(need.budget(), candidate.priceTier(), candidate.averageJobPrice())
                        .points(),
                urgency(need.urgency(), candidate),
                requirements(need, candidate));
    }

    private static int distance(Candidate candidate) {
        if (candidate.nearerThan(5)) {
            return 30;
        }
        if (candidate.nearerThan(10)) {
            return 25;
        }
        if (candidate.nearerThan(15)) {
            return 15;
        }
        return candidate.nearerThan(20) ? 10 : 5;
    }

    private static int rating(Double rating) {
        if (rating == null) {
            return NEUTRAL;
        }
        if (rating >= 4.8) {
            return 15;
        }
        if (rating >= 4.5) {
            return 13;
        }
        if (rating >= 4.0) {
            return 10;
        }
        return rating >= 3.5 ? 6 : 0;
    }

    private static int response(ResponseHistory history) {
        if (!history.exists()) {
            return NEUTRAL;
        }
        if (history.atLeast(90)) {
            return 15;
        }
        if (history.atLeast(80)) {
            return 13;
        }
        if (history.atLeast(70)) {
            return 10;
        }
        if (history.atLeast(60)) {
            return 7;
        }
        return history.atLeast(50) ? 5 : 0;
    }

    private static int urgency(Urgency urgency, Candidate candidate) {
        return switch (urgency) {
            case EMERGENCY -> candidate.emergencyService() ? 5 : 0;
            case HIGH -> candidate.answersWithin24h() ? 5 : 3;
            case MEDIUM, LOW -> 3;
        };
    }

    private static int requirements(Need need, Candidate candidate) {
        var points =
                need.requirements().stream().mapToInt(wanted -> points(wanted, candidate)).sum();
        return Math.min(points, REQUIREMENTS_MOST);
    }

    private static int points(Requirement wanted, Candidate candidate) {
        if (!candidate.meets(wanted)) {
            return 0;
        }
        return wanted == Requirement.LICENSED || wanted == Requirement.INSURED ? 2 : 1;
    }
}
