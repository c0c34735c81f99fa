package io.leadflip.media.bridge;

import java.util.Locale;

/// Why the bridge closed a media stream; the WebSocket status that says so, and a metric's tag.
public enum CloseCause {
    DONE(1000),
    BINARY_FRAME(1003),
    MALFORMED(1007),
    TOO_LARGE(1009),
    OUT_OF_ORDER(1002),
    /// A message names another stream than the one this socket began with.
    OTHER_STREAM(1008),
    START_TOO_LATE(1008),
    WRONG_FORMAT(1003),
    WRONG_ACCOUNT(1008),
    NO_TOKEN(1008),
    TOKEN_REFUSED(1008),
    ALREADY_STREAMING(1008),
    PLATFORM_UNAVAILABLE(1011),
    SHUTDOWN(1001);

    private final short status;

    CloseCause(int status) {
        this.status = (short) status;
    }

    public short status() {
        return status;
    }

    /// Lower case with hyphens.
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
