package io.leadflip.sandbox.caller;

import java.util.Arrays;
import java.util.stream.Collectors;

/// What happens at the far end when a number is dialled.
public enum Answer {
    HUMAN("human"),
    BUSY("busy"),
    NO_ANSWER("no-answer"),
    VOICEMAIL("voicemail"),
    /// The phone's assistant asks who is calling before it fetches the person.
    SCREENED("screened"),
    FAILED("failed");

    private final String word;

    /// Whether somebody or something takes the call.
    public boolean lifts() {
        return switch (this) {
            case HUMAN, VOICEMAIL, SCREENED -> true;
            case BUSY, NO_ANSWER, FAILED -> false;
        };
    }

    Answer(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    static Answer of(String word) {
        return Arrays.stream(values())
                .filter(answer -> answer.word.equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("answer must be one of " + words()));
    }

    private static String words() {
        return Arrays.stream(values()).map(Answer::word).collect(Collectors.joining(", "));
    }
}
