package io.leadflip.notifier.sending;

import io.leadflip.contracts.door.MessagePermit;

/// What lead-intake says when asked whether a message may go out now.
sealed interface PermitAnswer {
    record Granted(MessagePermit permit) implements PermitAnswer {}

    /// @param reason a code
    record Refused(String reason) implements PermitAnswer {}

    /// lead-intake does not know what the message is about; it may only not have heard of it yet.
    record SubjectUnknown() implements PermitAnswer {}

    /// lead-intake was not reached, and is not for any other message either.
    record Away() implements PermitAnswer {}

    /// No answer that counts: wait, never guess.
    record NoAnswer() implements PermitAnswer {}
}
