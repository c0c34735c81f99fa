package io.leadflip.matching.scoring;

import io.leadflip.contracts.value.MatchScore;
import java.util.List;

/// A candidate with its score and what speaks for it.
public record Ranked(Candidate candidate, MatchScore score, List<String> reasons) {
    public Ranked {
        reasons = List.copyOf(reasons);
    }
}
