package io.leadflip.intake.call;

import io.leadflip.contracts.value.Party;

/// Who has a call stopped.
public enum Stopper {
    CONSUMER,
    BUSINESS,
    OPERATOR;

    /// The side of the marketplace. An operator stands on neither; what is told then is the side
    /// that a stop protects, for readers that know of no operators.
    Party party() {
        return this == BUSINESS ? Party.BUSINESS : Party.CONSUMER;
    }
}
