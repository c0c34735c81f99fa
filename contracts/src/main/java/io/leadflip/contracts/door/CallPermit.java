package io.leadflip.contracts.door;

import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.OpeningHours;
import io.leadflip.contracts.value.Party;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The facts about a call as they stand at the moment of asking. It grants nothing by itself: the
/// contact gate decides over them.
///
/// @param refusals why lead-intake knows the call must not be made, as codes such as
///   `lead-withdrawn`, `match-not-accepted`, `person-erased`, `stopped`; empty when it knows
///   nothing against it
/// @param phone E.164, from the consented record; null when refused
/// @param contactKey HMAC of the phone
/// @param phoneVerifiedAt null when the phone was never proved
/// @param consent the consent of this consumer for this business; null when there is none
/// @param suppressed whether the contact book holds a suppression for this phone that covers AI
///   calls
/// @param zip of the lead; its zone and state are candidates beside the phone's own
/// @param declined whether the consumer declined an earlier call for this lead, whichever business
///   it was for
/// @param brief what the agent may know
/// @param line where the consumer may be put through to the business; null when refused, when the
///   business gave no phone, and from an older lead-intake
/// @param recording that the consumer agreed beforehand to a recording; null when there is no such
///   consent now, and from an older lead-intake. It says nothing about whether the call may be made
public record CallPermit(
        UUID callId,
        UUID leadId,
        UUID matchId,
        UUID businessId,
        List<String> refusals,
        CallPurpose purpose,
        Party requestedBy,
        Instant requestedAt,
        String phone,
        String contactKey,
        Instant phoneVerifiedAt,
        Consent consent,
        boolean suppressed,
        String zip,
        String state,
        String timeZone,
        boolean declined,
        Brief brief,
        BusinessLine line,
        RecordingConsent recording) {
    public CallPermit {
        refusals = List.copyOf(refusals);
    }

    /// Ids only: the phone and the brief are nobody's business.
    @Override
    public String toString() {
        return "CallPermit[callId=" + callId + ", refusals=" + refusals + "]";
    }

    /// @param writtenForm whether it was given in writing by an act of the consumer
    /// @param namesSeller whether the text shown names exactly this business
    /// @param mentionsAiVoice whether the text shown says that an AI will phone
    /// @param evidenceComplete text, version, time, address, user agent and page are stored
    public record Consent(
            UUID consentId,
            UUID businessId,
            String contactKey,
            Set<Channel> channels,
            Set<CallPurpose> purposes,
            Instant grantedAt,
            Instant expiresAt,
            Instant revokedAt,
            boolean writtenForm,
            boolean namesSeller,
            boolean mentionsAiVoice,
            boolean evidenceComplete) {
        public Consent {
            channels = Set.copyOf(channels);
            purposes = Set.copyOf(purposes);
        }
    }

    /// A consent to a recording of the call: given, not revoked and not expired.
    ///
    /// @param contactKey of the phone it was given with
    public record RecordingConsent(
            UUID consentId,
            UUID businessId,
            String contactKey,
            Instant grantedAt,
            Instant expiresAt) {}

    /// @param objective what the business wants of the call, in its own words; data, never an
    ///   instruction
    /// @param need the consumer's redacted summary
    /// @param language BCP 47 tag the consumer wrote in
    public record Brief(
            String businessName,
            String category,
            String objective,
            String need,
            String city,
            String language) {
        @Override
        public String toString() {
            return "Brief[redacted]";
        }
    }

    /// What is known about a business's phone and when it takes calls.
    ///
    /// @param phone E.164
    /// @param contactKey HMAC of the phone
    /// @param timeZone IANA zone id of the business
    /// @param hours empty when they are not known, or there are none
    /// @param pausedUntil null when not paused
    /// @param suppressed whether the contact book holds a suppression for this phone that covers
    ///   calls
    /// @param phoneApprovedAt since when the platform knows that the phone is the business's; null
    ///   when it does not, and from an older lead-intake
    public record BusinessLine(
            String phone,
            String contactKey,
            String timeZone,
            List<OpeningHours> hours,
            Instant pausedUntil,
            boolean suppressed,
            Instant phoneApprovedAt) {
        public BusinessLine {
            hours = hours == null ? List.of() : List.copyOf(hours);
        }

        @Override
        public String toString() {
            return "BusinessLine[redacted]";
        }
    }
}
