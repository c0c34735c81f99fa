package io.leadflip.calls.recording;

import io.leadflip.contracts.door.CallPermit;

/// What is known at the moment a call may be recorded.
///
/// @param live whether somebody is on the line who is to be spoken to
/// @param person whether the call is being put through, or was
/// @param suppressed whether this service knows that the consumer asked not to be called
/// @param permit of this moment; null when there is none
/// @param permitOfThisCall whether the permit names this call and the phone that rang
/// @param asked whether the opening of this call asks for leave
/// @param affirmation null when none was told
record RecordingFacts(
        boolean live,
        boolean person,
        boolean suppressed,
        CallPermit permit,
        boolean permitOfThisCall,
        boolean asked,
        Affirmation affirmation) {}
