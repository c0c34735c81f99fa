package io.leadflip.calls.call;

import java.util.UUID;

/// Names the piece of work that dials one attempt of a call: each attempt has a row of its own, so
/// that one never undoes another.
public record DialKey(UUID callId, int number) {
    public static final String KIND = "dial";

    public static String of(UUID callId, int number) {
        return callId + ":" + number;
    }

    public static DialKey parse(String key) {
        int colon = key.indexOf(':');
        return new DialKey(
                UUID.fromString(key.substring(0, colon)),
                Integer.parseInt(key.substring(colon + 1)));
    }
}
