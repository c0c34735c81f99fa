package io.leadflip.calls.contact;

import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.door.CallPermit.Consent;
import io.leadflip.contracts.value.CallPurpose;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Everything the gate looks at. A fact that is missing (null, empty) counts as its strictest
/// value.
///
/// @param refusals codes of the contact book
/// @param suppressed by the contact book or by what this service heard itself
/// @param declined an earlier call for this lead, as the contact book or this service itself knows
/// @param timeZone of the lead's place, IANA
/// @param state of the lead's place, two letters
/// @param recentAttempts when this phone was dialled within the last 24 hours, for whichever
///   business
/// @param attemptsOfCall how often this call was tried so far
/// @param attemptsOfMatch how often this business tried so far to reach this consumer for this lead
public record ContactFacts(
        List<String> refusals,
        UUID businessId,
        CallPurpose purpose,
        Instant requestedAt,
        String contactKey,
        Instant phoneVerifiedAt,
        Consent consent,
        boolean suppressed,
        String timeZone,
        String state,
        boolean declined,
        NumberFacts number,
        List<Instant> recentAttempts,
        int attemptsOfCall,
        int attemptsOfMatch) {
    public ContactFacts {
        refusals = List.copyOf(refusals);
        recentAttempts = List.copyOf(recentAttempts);
    }

    /// The permit's facts with what this service knows itself.
    public static ContactFacts of(CallPermit permit, NumberFacts number, Dialled dialled) {
        return new ContactFacts(
                permit.refusals(),
                permit.businessId(),
                permit.purpose(),
                permit.requestedAt(),
                permit.contactKey(),
                permit.phoneVerifiedAt(),
                permit.consent(),
                permit.suppressed() || dialled.suppressed(),
                permit.timeZone(),
                permit.state(),
                permit.declined() || dialled.declined(),
                number,
                dialled.recently(),
                dialled.ofCall(),
                dialled.ofMatch());
    }

    /// Whether the number to dial is the one that the consent was given with.
    boolean consentedPhone() {
        return contactKey != null && consent != null && contactKey.equals(consent.contactKey());
    }

    /// As of a call that is asked for at `at`.
    public ContactFacts askedAt(Instant at) {
        return new ContactFacts(
                refusals,
                businessId,
                purpose,
                at,
                contactKey,
                phoneVerifiedAt,
                consent,
                suppressed,
                timeZone,
                state,
                declined,
                number,
                recentAttempts,
                attemptsOfCall,
                attemptsOfMatch);
    }

    /// This service's own memory of a phone and its lead.
    ///
    /// @param recently dial times within the last 24 hours
    /// @param ofCall attempts of the call in question
    /// @param ofMatch attempts of every call of its match
    /// @param suppressed whether an opt-out was heard here
    /// @param declined whether a call for the lead was concluded so here: lead-intake may not have
    ///   heard of it yet
    public record Dialled(
            List<Instant> recently,
            int ofCall,
            int ofMatch,
            boolean suppressed,
            boolean declined) {}
}
