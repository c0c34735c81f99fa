package io.leadflip.matching.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Puts the candidates of a lead in the order in which they are offered it.
///
/// Best score first; ties go to the nearer, then to the older account, then to the smaller id, so
/// that the order never depends on the order of arrival. A fair start: when nobody in the first
/// wave is new, the best newcomers take its last places.
public final class Ranking {
    private static final Comparator<Ranked> ORDER =
            Comparator.comparingInt((Ranked ranked) -> ranked.score().total())
                    .reversed()
                    .thenComparingDouble(ranked -> ranked.candidate().distanceMetres())
                    .thenComparing(ranked -> ranked.candidate().registeredAt())
                    .thenComparing(ranked -> ranked.candidate().businessId());

    private final Limits limits;

    /// @param minimumScore lowest score that is kept
    /// @param kept most candidates that are kept
    /// @param firstWave how many are offered the lead first
    /// @param newcomers places in the first wave that go to newcomers
    /// @param knownFrom answers from which a business is no newcomer any more
    public record Limits(int minimumScore, int kept, int firstWave, int newcomers, int knownFrom) {}

    public Ranking(Limits limits) {
        this.limits = limits;
    }

    public List<Ranked> rank(Need need, List<Candidate> candidates) {
        var ordered =
                candidates.stream()
                        .map(candidate -> judge(need, candidate))
                        .filter(ranked -> ranked.score().total() >= limits.minimumScore())
                        .sorted(ORDER)
                        .toList();
        return withNewcomers(ordered).stream().limit(limits.kept()).toList();
    }

    private static Ranked judge(Need need, Candidate candidate) {
        return new Ranked(
                candidate, ScoringPolicy.score(need, candidate), Reasons.of(need, candidate));
    }

    private List<Ranked> withNewcomers(List<Ranked> ordered) {
        var wave = Math.min(limits.firstWave(), ordered.size());
        var missing =
                limits.newcomers()
                        - (int) ordered.subList(0, wave).stream().filter(this::isNew).count();
        var raised =
                ordered.subList(wave, ordered.size()).stream()
                        .filter(this::isNew)
                        .limit(Math.clamp(missing, 0, wave))
                        .toList();
        if (raised.isEmpty()) {
            return ordered;
        }
        var known = new ArrayList<>(ordered);
        known.removeAll(raised);
        var front = wave - raised.size();
        return Stream.of(known.subList(0, front), raised, known.subList(front, known.size()))
                .flatMap(List::stream)
                .toList();
    }

    private boolean isNew(Ranked ranked) {
        return ranked.candidate().history().answered() < limits.knownFrom();
    }
}
