package io.leadflip.calls.transfer;

import java.util.Locale;

/// Why a consumer is not put through. A wish for a person is then a task.
public enum TransferRefusal {
    SWITCHED_OFF,
    /// The call is over or being ended, or a machine answered.
    NOBODY_THERE,
    /// lead-intake cannot be asked.
    NO_PERMIT,
    /// The call is not to be made any more, or the permit is another call's.
    PERMIT_REFUSES,
    HALTED,
    NO_PHONE,
    /// Nobody of the platform has found out whose the number is.
    PHONE_NOT_APPROVED,
    HOURS_UNKNOWN,
    CLOSED,
    PAUSED,
    /// The business asked not to be called.
    SUPPRESSED,
    /// The number is of a kind or country that is not called.
    NUMBER_NOT_CALLED,
    /// The number is the consumer's, or ours.
    SAME_NUMBER,
    /// Somebody else is being put through, or talks, to that phone.
    BUSY,
    TOO_OFTEN,
    /// Too little is left of the call's time.
    NO_TIME;

    /// Lower case with hyphens.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
