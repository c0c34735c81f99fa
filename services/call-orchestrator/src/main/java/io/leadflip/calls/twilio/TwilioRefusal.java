package io.leadflip.calls.twilio;

import io.leadflip.calls.dialing.Telephony.Placing;
import java.util.Set;

/// Why Twilio did not place a call, by its error codes (twilio.com/docs/api/errors). Only what is
/// about this very call ends it; what is about the account or its capacity holds for every call.
final class TwilioRefusal {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY_REQUESTS = 429;

    /// The account may not call, or not any more.
    private static final Set<Integer> ACCOUNT = Set.of(20003, 20005);

    /// Too many calls at once, too many requests, or the account's queue is full.
    private static final Set<Integer> CAPACITY = Set.of(10004, 20429, 22005, 86008);

    /// The number is not dialable; another try would not help.
    private static final Set<Integer> BAD_NUMBER = Set.of(13224, 21211, 21214, 21215, 21217);

    /// The person told Twilio that they want nothing more from our number.
    private static final int OPTED_OUT = 21610;

    private TwilioRefusal() {}

    /// @param status 4xx: Twilio understood and did nothing
    /// @param code Twilio's error code, or the status when there is none
    static Placing of(int status, int code) {
        if (ACCOUNT.contains(code)) {
            return new Placing.Barred();
        }
        if (CAPACITY.contains(code)) {
            return new Placing.NotNow();
        }
        if (code == OPTED_OUT) {
            return new Placing.OptedOut();
        }
        return BAD_NUMBER.contains(code) ? new Placing.Refused(code, true) : byStatus(status, code);
    }

    private static Placing byStatus(int status, int code) {
        return switch (status) {
            case UNAUTHORIZED, FORBIDDEN -> new Placing.Barred();
            case TOO_MANY_REQUESTS -> new Placing.NotNow();
            default -> new Placing.Refused(code, false);
        };
    }
}
