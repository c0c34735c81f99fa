package io.leadflip.contracts.event;

import java.util.Locale;

/// The stream families. Everything that hangs on a lead shares the lead's family, so that it stays
/// in order.
public enum Domain {
    LEAD,
    BUSINESS,
    CONTACT;

    /// The spelling inside stream names.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
