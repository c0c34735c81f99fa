package io.leadflip.intake.classification;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/// A model that reads what the rules could not. Optional in every sense: no answer is an answer.
public interface SecondOpinion {
    /// @param classifier model id and prompt version
    record Opinion(Findings findings, String classifier) {}

    /// @param read what the rules found; stands for everything the model leaves open
    /// @return empty when there is no model, it is late, or its answer does not fit; never fails
    Uni<Optional<Opinion>> on(LeadText lead, Findings read);
}
