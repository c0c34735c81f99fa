package io.leadflip.sandbox.twilio;

import java.util.Arrays;

/// Twilio's call statuses.
///
/// ```
/// queued ─▶ initiated ─▶ ringing ─▶ in-progress ─▶ completed
///    └──────────┴───────────┴─▶ busy │ no-answer │ failed │ canceled
/// ```
enum CallStatus {
    QUEUED("queued", "queued"),
    INITIATED("initiated", "initiated"),
    RINGING("ringing", "ringing"),
    IN_PROGRESS("in-progress", "answered"),
    COMPLETED("completed", "completed"),
    BUSY("busy", "completed"),
    NO_ANSWER("no-answer", "completed"),
    FAILED("failed", "completed"),
    CANCELED("canceled", "completed");

    private final String word;
    private final String event;

    CallStatus(String word, String event) {
        this.word = word;
        this.event = event;
    }

    static CallStatus of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such call status: " + word));
    }

    String word() {
        return word;
    }

    /// The name to subscribe to by `StatusCallbackEvent`.
    String event() {
        return event;
    }

    boolean over() {
        return compareTo(COMPLETED) >= 0;
    }

    boolean unanswered() {
        return compareTo(IN_PROGRESS) < 0;
    }
}
