package io.leadflip.intake.classification;

import io.leadflip.contracts.value.Place;
import java.util.List;

/// A classified lead.
///
/// @param place null when none could be resolved
/// @param foreign whether the text names a place outside the United States
/// @param quality 0–10, one decimal
/// @param spam why it is spam; empty when it is not
/// @param summary redacted, at most 200 characters
/// @param classifier `rules` or a model id with its prompt version
/// @param language BCP 47 tag of the text
public record Classification(
        Findings findings,
        Place place,
        boolean foreign,
        double quality,
        List<String> spam,
        String summary,
        String classifier,
        String language) {
    public Classification {
        spam = List.copyOf(spam);
    }
}
