package io.leadflip.contracts.event;

import io.leadflip.contracts.value.BusinessProfile;

/// Full-state facts about a business: the newest by `sequence` wins.
public sealed interface BusinessFact extends Fact {
    BusinessProfile profile();

    @Override
    default String subject() {
        return profile().businessId().toString();
    }

    @Override
    default String partitionKey() {
        return profile().businessId().toString();
    }

    record BusinessRegistered(BusinessProfile profile) implements BusinessFact {}

    record BusinessUpdated(BusinessProfile profile) implements BusinessFact {}
}
