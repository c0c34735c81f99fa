package io.leadflip.matching.scoring;

import static io.leadflip.contracts.value.ServiceCategory.CARPENTRY;
import static io.leadflip.contracts.value.ServiceCategory.ELECTRICAL;
import static io.leadflip.contracts.value.ServiceCategory.FLOORING;
import static io.leadflip.contracts.value.ServiceCategory.GUTTER_CLEANING;
import static io.leadflip.contracts.value.ServiceCategory.HANDYMAN;
import static io.leadflip.contracts.value.ServiceCategory.HVAC;
import static io.leadflip.contracts.value.ServiceCategory.LANDSCAPING;
import static io.leadflip.contracts.value.ServiceCategory.LAWN_CARE;
import static io.leadflip.contracts.value.ServiceCategory.PAINTING;
import static io.leadflip.contracts.value.ServiceCategory.PLUMBING;
import static io.leadflip.contracts.value.ServiceCategory.ROOFING;
import static io.leadflip.contracts.value.ServiceCategory.TREE_SERVICE;
import static io.leadflip.contracts.value.ServiceCategory.WINDOW_WASHING;

import io.leadflip.contracts.value.ServiceCategory;
import java.util.Set;

/// Which other trades can take on a job.
public final class RelatedTrades {
    private RelatedTrades() {}

    public static Set<ServiceCategory> of(ServiceCategory category) {
        return switch (category) {
            case PLUMBING -> Set.of(HVAC);
            case HVAC -> Set.of(PLUMBING, ELECTRICAL);
            case ELECTRICAL -> Set.of(HVAC);
            case LANDSCAPING -> Set.of(LAWN_CARE, TREE_SERVICE);
            case LAWN_CARE -> Set.of(LANDSCAPING);
            case ROOFING -> Set.of(GUTTER_CLEANING);
            case PAINTING -> Set.of(CARPENTRY, HANDYMAN);
            case HOUSE_CLEANING -> Set.of(WINDOW_WASHING);
            case HANDYMAN -> Set.of(CARPENTRY, PAINTING, FLOORING);
            case GENERAL_CONTRACTOR -> Set.of(CARPENTRY, FLOORING, PAINTING, ROOFING);
            case PEST_CONTROL,
                    CARPENTRY,
                    FLOORING,
                    APPLIANCE_REPAIR,
                    GARAGE_DOOR,
                    LOCKSMITH,
                    WINDOW_WASHING,
                    GUTTER_CLEANING,
                    TREE_SERVICE,
                    SNOW_REMOVAL,
                    MOVING,
                    JUNK_REMOVAL,
                    OTHER ->
                    Set.of();
        };
    }
}
