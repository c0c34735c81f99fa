package io.leadflip.calls.recording;

/// A consumer's yes to the opening's question, as the bridge tells it.
///
/// @param by how it was given
/// @param noticeHeardMs when the opening had been heard to its end, in ms of the media stream; null
///   when it was not
/// @param affirmedMs when the yes came, likewise; null when none did
public record Affirmation(By by, Long noticeHeardMs, Long affirmedMs) {
    public enum By {
        KEY,
        VOICE
    }
}
