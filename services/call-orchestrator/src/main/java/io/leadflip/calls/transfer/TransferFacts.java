package io.leadflip.calls.transfer;

import io.leadflip.calls.contact.NumberFacts;
import io.leadflip.contracts.door.CallPermit;
import java.time.Duration;

/// What is known at the moment somebody may be put through.
///
/// @param wanted whether somebody is on the line and nobody ended the call
/// @param permit of this moment; null when there is none
/// @param permitOfThisCall whether the permit names this call and the consumer's phone that rang
/// @param halted whether an operator's order covers the call
/// @param suppressed whether this service knows that the business asked not to be called
/// @param number what the numbering plan tells about the business's phone
/// @param ownNumber the number we call from, E.164
/// @param lineBusy whether another consumer is being put through to that phone, or talks to it
/// @param withinHour consumers put through to that phone within the last hour
/// @param left of the call's time limit
record TransferFacts(
        boolean wanted,
        CallPermit permit,
        boolean permitOfThisCall,
        boolean halted,
        boolean suppressed,
        NumberFacts number,
        String ownNumber,
        boolean lineBusy,
        int withinHour,
        Duration left) {}
