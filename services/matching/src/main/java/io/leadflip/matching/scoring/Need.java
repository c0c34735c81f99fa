package io.leadflip.matching.scoring;

import io.leadflip.contracts.event.LeadFact.LeadClassified;
import io.leadflip.contracts.value.Budget;
import io.leadflip.contracts.value.Place;
import io.leadflip.contracts.value.Requirement;
import io.leadflip.contracts.value.ServiceCategory;
import io.leadflip.contracts.value.Urgency;
import java.util.Set;

/// What a consumer needs, as far as matching looks at it.
public record Need(
        ServiceCategory category,
        Urgency urgency,
        Budget budget,
        Place place,
        Set<Requirement> requirements) {
    public Need {
        budget = budget == null ? Budget.UNKNOWN : budget;
        requirements = Set.copyOf(requirements);
    }

    public static Need of(LeadClassified lead) {
        return new Need(
                lead.category(), lead.urgency(), lead.budget(), lead.place(), lead.requirements());
    }
}
