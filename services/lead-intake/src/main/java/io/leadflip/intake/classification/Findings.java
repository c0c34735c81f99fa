package io.leadflip.intake.classification;

import io.leadflip.contracts.value.Budget;
import io.leadflip.contracts.value.Requirement;
import io.leadflip.contracts.value.Sentiment;
import io.leadflip.contracts.value.ServiceCategory;
import io.leadflip.contracts.value.Urgency;
import java.util.List;
import java.util.Set;

/// What one classifier read in a text. A model may replace what the rules found; it has no say
/// about place, spam and quality.
///
/// @param confidence of the category, 0–1
/// @param urgencyStated whether the text says how soon
/// @param wantsFree whether the work itself is expected for nothing
public record Findings(
        ServiceCategory category,
        double confidence,
        Urgency urgency,
        boolean urgencyStated,
        Budget budget,
        boolean wantsFree,
        Set<Requirement> requirements,
        List<String> phrases,
        Sentiment sentiment) {
    public Findings {
        requirements = Set.copyOf(requirements);
        phrases = List.copyOf(phrases);
    }
}
