package io.leadflip.calls.recording;

import java.util.Locale;

/// Why a call is not recorded.
public enum RecordingRefusal {
    SWITCHED_OFF,
    /// Nobody is on the line who is to be spoken to: the call is over or being ended, or a machine
    /// answered.
    NO_CALL,
    /// Somebody of the business is on the line, or about to be, who agreed to nothing.
    PERSON_ON_THE_LINE,
    /// The consumer asked not to be called.
    SUPPRESSED,
    /// lead-intake cannot be asked.
    NO_PERMIT,
    /// The call is not to be made any more, or the permit is another call's.
    PERMIT_REFUSES,
    /// The consumer agreed to no recording beforehand, or took it back.
    NO_CONSENT,
    /// The consent is for another business or phone.
    OTHER_CONSENT,
    CONSENT_EXPIRED,
    /// The opening of this call does not ask for it.
    NOT_ASKED,
    /// The opening was not heard to its end.
    NOTICE_NOT_HEARD,
    /// Nobody said yes.
    NO_AFFIRMATIVE,
    /// The yes came before the question was heard.
    AFFIRMED_TOO_EARLY;

    /// Lower case with hyphens.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
