package io.leadflip.calls.recording;

import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.door.CallPermit.RecordingConsent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// CMP-40: a call is recorded only when the consumer agreed beforehand, heard the notice in the
/// call, and said yes to it afterwards. Pure and fail-closed: what is unknown is a reason not to.
///
/// @param keep 1 h to 366 days
record RecordingPolicy(boolean enabled, Duration keep) {
    private static final Duration LEAST = Duration.ofHours(1);
    private static final Duration MOST = Duration.ofDays(366);

    /// @throws IllegalArgumentException when the time lies outside its range
    RecordingPolicy {
        if (keep.compareTo(LEAST) < 0 || keep.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("leadflip.recording.keep is not within 1h to 366d");
        }
    }

    /// Every reason not to ask for leave in the opening; none when it may be asked for.
    List<RecordingRefusal> againstAsking(RecordingFacts facts, Instant now) {
        List<RecordingRefusal> reasons = new ArrayList<>();
        add(reasons, !enabled, RecordingRefusal.SWITCHED_OFF);
        add(reasons, !facts.live(), RecordingRefusal.NO_CALL);
        add(reasons, facts.person(), RecordingRefusal.PERSON_ON_THE_LINE);
        add(
                reasons,
                facts.suppressed() || (facts.permit() != null && facts.permit().suppressed()),
                RecordingRefusal.SUPPRESSED);
        if (facts.permit() == null) {
            reasons.add(RecordingRefusal.NO_PERMIT);
        } else {
            add(
                    reasons,
                    !facts.permitOfThisCall() || !facts.permit().refusals().isEmpty(),
                    RecordingRefusal.PERMIT_REFUSES);
            consent(reasons, facts.permit(), now);
        }
        return reasons;
    }

    private static void consent(List<RecordingRefusal> reasons, CallPermit permit, Instant now) {
        RecordingConsent consent = permit.recording();
        if (consent == null || consent.consentId() == null) {
            reasons.add(RecordingRefusal.NO_CONSENT);
            return;
        }
        boolean ofThisCall =
                consent.businessId() != null
                        && consent.businessId().equals(permit.businessId())
                        && consent.contactKey() != null
                        && consent.contactKey().equals(permit.contactKey());
        add(reasons, !ofThisCall, RecordingRefusal.OTHER_CONSENT);
        boolean current = consent.expiresAt() != null && now.isBefore(consent.expiresAt());
        add(reasons, !current, RecordingRefusal.CONSENT_EXPIRED);
    }

    RecordingVerdict decide(RecordingFacts facts, Instant now) {
        List<RecordingRefusal> reasons = againstAsking(facts, now);
        add(reasons, !facts.asked(), RecordingRefusal.NOT_ASKED);
        affirmed(reasons, facts.affirmation());
        return reasons.isEmpty()
                ? new RecordingVerdict.Record(facts.permit().recording().consentId())
                : new RecordingVerdict.DoNot(reasons);
    }

    private static void affirmed(List<RecordingRefusal> reasons, Affirmation given) {
        boolean heard = given != null && given.noticeHeardMs() != null;
        boolean yes = given != null && given.by() != null && given.affirmedMs() != null;
        add(reasons, !heard, RecordingRefusal.NOTICE_NOT_HEARD);
        add(reasons, !yes, RecordingRefusal.NO_AFFIRMATIVE);
        add(
                reasons,
                heard && yes && given.affirmedMs() < given.noticeHeardMs(),
                RecordingRefusal.AFFIRMED_TOO_EARLY);
    }

    private static void add(
            List<RecordingRefusal> reasons, boolean holds, RecordingRefusal reason) {
        if (holds) {
            reasons.add(reason);
        }
    }
}
