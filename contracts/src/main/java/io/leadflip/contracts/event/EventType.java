package io.leadflip.contracts.event;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The catalogue of facts: one line a type, each with its record, its stream family and (by name)
/// its schema and golden example.
public enum EventType {
    LEAD_SUBMITTED("lead.submitted", LeadFact.LeadSubmitted.class, Domain.LEAD),
    LEAD_CLASSIFIED("lead.classified", LeadFact.LeadClassified.class, Domain.LEAD),
    LEAD_REJECTED("lead.rejected", LeadFact.LeadRejected.class, Domain.LEAD),
    LEAD_NEEDS_INFO("lead.needs-info", LeadFact.LeadNeedsInfo.class, Domain.LEAD),
    LEAD_WITHDRAWN("lead.withdrawn", LeadFact.LeadWithdrawn.class, Domain.LEAD),
    LEAD_STATUS_CHANGED("lead.status-changed", LeadFact.LeadStatusChanged.class, Domain.LEAD),
    LEAD_PHONE_VERIFICATION_REQUESTED(
            "lead.phone-verification-requested",
            LeadFact.PhoneVerificationRequested.class,
            Domain.LEAD),
    LEAD_PHONE_VERIFIED("lead.phone-verified", LeadFact.PhoneVerified.class, Domain.LEAD),
    LEAD_UNMATCHED("lead.unmatched", LeadFact.LeadUnmatched.class, Domain.LEAD),
    MATCH_OFFERED("match.offered", MatchFact.MatchOffered.class, Domain.LEAD),
    MATCH_ACCEPTED("match.accepted", MatchFact.MatchAccepted.class, Domain.LEAD),
    MATCH_DECLINED("match.declined", MatchFact.MatchDeclined.class, Domain.LEAD),
    MATCH_EXPIRED("match.expired", MatchFact.MatchExpired.class, Domain.LEAD),
    MATCH_OFFER_WITHDRAWN(
            "match.offer-withdrawn", MatchFact.MatchOfferWithdrawn.class, Domain.LEAD),
    BUSINESS_REGISTERED(
            "business.registered", BusinessFact.BusinessRegistered.class, Domain.BUSINESS),
    BUSINESS_UPDATED("business.updated", BusinessFact.BusinessUpdated.class, Domain.BUSINESS),
    CONSENT_GRANTED("consent.granted", ConsentFact.ConsentGranted.class, Domain.LEAD),
    CONSENT_REVOKED("consent.revoked", ConsentFact.ConsentRevoked.class, Domain.LEAD),
    NOTIFICATION_SENT("notification.sent", NotificationFact.NotificationSent.class, Domain.LEAD),
    NOTIFICATION_FAILED(
            "notification.failed", NotificationFact.NotificationFailed.class, Domain.LEAD),
    NOTIFICATION_UNKNOWN(
            "notification.unknown", NotificationFact.NotificationUnknown.class, Domain.LEAD),
    CALL_REQUESTED("call.requested", CallFact.CallRequested.class, Domain.LEAD),
    CALL_STOP_REQUESTED("call.stop-requested", CallFact.CallStopRequested.class, Domain.LEAD),
    CALL_RECORDING_DELETION_REQUESTED(
            "call.recording-deletion-requested",
            CallFact.RecordingDeletionRequested.class,
            Domain.LEAD),
    CALL_DENIED("call.denied", CallFact.CallDenied.class, Domain.LEAD),
    CALL_SCHEDULED("call.scheduled", CallFact.CallScheduled.class, Domain.LEAD),
    CALL_DIALING("call.dialing", CallFact.CallDialing.class, Domain.LEAD),
    CALL_RINGING("call.ringing", CallFact.CallRinging.class, Domain.LEAD),
    CALL_ANSWERED("call.answered", CallFact.CallAnswered.class, Domain.LEAD),
    CALL_ENDED("call.ended", CallFact.CallEnded.class, Domain.LEAD),
    CALL_CONCLUDED("call.concluded", CallFact.CallConcluded.class, Domain.LEAD),
    CALL_CANCELLED("call.cancelled", CallFact.CallCancelled.class, Domain.LEAD),
    CALL_UNKNOWN("call.unknown", CallFact.CallUnknown.class, Domain.LEAD),
    MEDIA_STARTED("media.started", MediaFact.MediaStarted.class, Domain.LEAD),
    MEDIA_TURN("media.turn", MediaFact.MediaTurn.class, Domain.LEAD),
    MEDIA_ENDED("media.ended", MediaFact.MediaEnded.class, Domain.LEAD),
    CONTACT_SUPPRESSED("contact.suppressed", ContactFact.ContactSuppressed.class, Domain.CONTACT);

    private static final String PREFIX = "io.leadflip.";
    private static final String VERSION = ".v1";
    private static final int LONGEST_NAME = 100;
    private static final Pattern NAME =
            Pattern.compile("io\\.leadflip\\.([a-z-]+\\.[a-z-]+)\\.v([1-9][0-9]{0,8})");
    private static final Map<String, EventType> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toMap(EventType::wire, Function.identity()));
    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values())
                    .collect(Collectors.toMap(EventType::shortName, Function.identity()));
    private static final Map<Class<?>, EventType> BY_FACT =
            Arrays.stream(values()).collect(Collectors.toMap(EventType::fact, Function.identity()));

    private final String name;
    private final String wire;
    private final String schema;
    private final Class<? extends Fact> fact;
    private final Domain domain;

    EventType(String name, Class<? extends Fact> fact, Domain domain) {
        this.name = name;
        this.wire = PREFIX + name + VERSION;
        this.schema = schemaOf(wire);
        this.fact = fact;
        this.domain = domain;
    }

    /// CloudEvents `type`, such as `io.leadflip.lead.submitted.v1`.
    public String wire() {
        return wire;
    }

    /// Entity and fact without prefix and version, such as `lead.submitted`; names schema and
    /// example files.
    public String shortName() {
        return name;
    }

    /// CloudEvents `dataschema`: where the JSON Schema of the data stands, relative to the
    /// contracts' resources.
    public String schema() {
        return schema;
    }

    /// [#schema()] by the name of a type alone, also of one that this version does not know.
    public static String schemaOf(String wire) {
        String named = wire.startsWith(PREFIX) ? wire.substring(PREFIX.length()) : wire;
        return "schema/" + named + ".json";
    }

    public Class<? extends Fact> fact() {
        return fact;
    }

    public Domain domain() {
        return domain;
    }

    /// Empty for types of newer producers.
    public static Optional<EventType> ofWire(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }

    /// What this version makes of a CloudEvents `type`.
    ///
    /// @param wire null when the entry had none
    public static Recognition recognise(String wire) {
        if (wire == null || wire.length() > LONGEST_NAME) {
            return new Recognition.Foreign();
        }
        var known = BY_WIRE.get(wire);
        if (known != null) {
            return new Recognition.Known(known);
        }
        var name = NAME.matcher(wire);
        if (!name.matches()) {
            return new Recognition.Foreign();
        }
        var type = BY_NAME.get(name.group(1));
        return type == null
                ? new Recognition.Unheard()
                : new Recognition.OtherVersion(type, Integer.parseInt(name.group(2)));
    }

    public static EventType of(Fact fact) {
        return BY_FACT.get(fact.getClass());
    }
}
