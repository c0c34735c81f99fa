package io.leadflip.calls;

import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.event.CallFact.CallRequested;
import io.leadflip.contracts.event.CallFact.CallStopRequested;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.Party;
import io.leadflip.platform.identity.Identifiers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// One consumer and one call.
record Subject(UUID leadId, UUID matchId, UUID businessId, UUID callId, String phone) {
    static Subject fresh(String phone) {
        return new Subject(
                Identifiers.next(),
                Identifiers.next(),
                Identifiers.next(),
                Identifiers.next(),
                phone);
    }

    Subject anotherCall() {
        return new Subject(leadId, matchId, businessId, Identifiers.next(), phone);
    }

    String contactKey() {
        return "key-of-" + leadId;
    }

    CallRequested requested() {
        return requestedFor(null);
    }

    CallRequested requestedFor(Instant notBefore) {
        return new CallRequested(
                leadId,
                matchId,
                businessId,
                callId,
                CallPurpose.QUALIFY_LEAD,
                Party.BUSINESS,
                notBefore,
                Instant.now());
    }

    CallStopRequested stopRequested() {
        return new CallStopRequested(leadId, callId, Party.CONSUMER, Instant.now(), false);
    }

    CallPermit.Consent consent() {
        return consentUntil(Instant.now().plus(Duration.ofDays(30)));
    }

    CallPermit.Consent consentUntil(Instant expiry) {
        return new CallPermit.Consent(
                Identifiers.next(),
                businessId,
                contactKey(),
                Set.of(Channel.AI_VOICE),
                Set.of(CallPurpose.QUALIFY_LEAD),
                Instant.now().minusSeconds(60),
                expiry,
                null,
                true,
                true,
                true,
                true);
    }

    /// A permit of a business with that line.
    CallPermit permit(CallPermit.BusinessLine line) {
        return permit(consent(), false, line);
    }

    CallPermit permit(CallPermit.Consent consent, boolean suppressed) {
        return permit(consent, suppressed, null);
    }

    CallPermit permit(
            CallPermit.Consent consent, boolean suppressed, CallPermit.BusinessLine line) {
        return permit(consent, suppressed, line, null);
    }

    /// A permit of a consumer who agreed to a recording, too.
    CallPermit permitToRecord(CallPermit.BusinessLine line) {
        return permit(consent(), false, line, recordingConsent());
    }

    CallPermit.RecordingConsent recordingConsent() {
        return new CallPermit.RecordingConsent(
                Identifiers.next(),
                businessId,
                contactKey(),
                Instant.now().minusSeconds(60),
                Instant.now().plus(Duration.ofDays(30)));
    }

    private CallPermit permit(
            CallPermit.Consent consent,
            boolean suppressed,
            CallPermit.BusinessLine line,
            CallPermit.RecordingConsent recording) {
        return new CallPermit(
                callId,
                leadId,
                matchId,
                businessId,
                List.of(),
                CallPurpose.QUALIFY_LEAD,
                Party.BUSINESS,
                Instant.now(),
                phone,
                contactKey(),
                Instant.now().minusSeconds(120),
                consent,
                suppressed,
                "46032",
                "IN",
                "America/Indiana/Indianapolis",
                false,
                new CallPermit.Brief(
                        "Good Plumbing", "plumbing", "agree on a visit", "a leak", "Carmel", "en"),
                line,
                recording);
    }
}
