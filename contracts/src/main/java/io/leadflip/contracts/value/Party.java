package io.leadflip.contracts.value;

/// The two sides of the marketplace.
public enum Party {
    CONSUMER,
    BUSINESS
}
