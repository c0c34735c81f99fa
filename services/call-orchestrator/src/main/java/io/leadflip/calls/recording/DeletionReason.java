package io.leadflip.calls.recording;

/// Why a recording is deleted.
public enum DeletionReason {
    /// It was kept for as long as recordings are.
    KEPT_LONG_ENOUGH,
    /// The consumer wants it no more, in the call.
    STOPPED,
    /// The consumer wants it no more, at the API.
    ASKED_FOR,
    /// The consumer asked not to be called.
    OPTED_OUT,
    /// Somebody of the business takes the line.
    PERSON_CAME,
    /// Nobody knows whether it was begun.
    IN_DOUBT
}
