package io.leadflip.calls.contact;

import io.leadflip.contracts.door.CallPermit.Consent;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The rules that forbid a call for good. All of them are asked, so that the decision names every
/// reason.
record Denials(RulePack pack) {
    static final Set<String> RULES =
            Set.of(
                    "CMP-01", "CMP-02", "CMP-03", "CMP-04", "CMP-05", "CMP-12", "CMP-16", "CMP-20",
                    "CMP-23", "CMP-24");

    List<Finding> of(ContactFacts facts, Instant now) {
        List<Finding> found = new ArrayList<>();
        facts.refusals().forEach(code -> found.add(new Finding("PERMIT", code)));
        consent(facts, now, found);
        scope(facts, now, found);
        if (forbids("CMP-16", facts.declined())) {
            found.add(new Finding("CMP-16", "an earlier call for this lead was declined"));
        }
        if (forbids("CMP-20", facts.suppressed())) {
            found.add(new Finding("CMP-20", "the person asked not to be contacted"));
        }
        target(facts, now, found);
        return found;
    }

    private void consent(ContactFacts facts, Instant now, List<Finding> found) {
        Consent consent = facts.consent();
        if (forbids("CMP-01", !covers(facts, now))) {
            found.add(
                    new Finding(
                            "CMP-01", "no valid consent for this business, channel and purpose"));
        }
        boolean written =
                consent != null
                        && consent.writtenForm()
                        && consent.namesSeller()
                        && consent.mentionsAiVoice();
        if (forbids("CMP-02", telemarketing(facts.purpose()) && !written)) {
            found.add(
                    new Finding(
                            "CMP-02",
                            "consent is not in writing for this business and an AI voice"));
        }
        if (forbids("CMP-03", consent == null || !consent.evidenceComplete())) {
            found.add(new Finding("CMP-03", "evidence of the consent is not complete"));
        }
    }

    private static boolean covers(ContactFacts facts, Instant now) {
        Consent consent = facts.consent();
        return consent != null
                && facts.businessId() != null
                && facts.businessId().equals(consent.businessId())
                && consent.channels().contains(Channel.AI_VOICE)
                && facts.purpose() != null
                && consent.purposes().contains(facts.purpose())
                && consent.grantedAt() != null
                && !consent.grantedAt().isAfter(now)
                && (consent.revokedAt() == null)
                && consent.expiresAt() != null
                && now.isBefore(consent.expiresAt());
    }

    private boolean telemarketing(CallPurpose purpose) {
        return purpose == null || pack.limits().telemarketing().contains(purpose);
    }

    private void scope(ContactFacts facts, Instant now, List<Finding> found) {
        boolean callback = facts.purpose() == CallPurpose.CONSUMER_CALLBACK;
        if (forbids("CMP-05", callback && beyondCallback(facts, now))) {
            found.add(new Finding("CMP-05", "the consumer's request no longer covers a call"));
        }
        if (forbids("CMP-12", facts.attemptsOfCall() >= pack.limits().attemptsPerCall())) {
            found.add(new Finding("CMP-12", "the call was tried often enough"));
        }
        if (forbids("CMP-12", facts.attemptsOfMatch() >= pack.limits().attemptsPerMatch())) {
            found.add(
                    new Finding("CMP-12", "this business tried often enough to reach the person"));
        }
    }

    private boolean beyondCallback(ContactFacts facts, Instant now) {
        return facts.attemptsOfCall() >= pack.limits().callbackAttempts()
                || facts.requestedAt() == null
                || now.isAfter(facts.requestedAt().plus(pack.limits().callbackScope()));
    }

    private void target(ContactFacts facts, Instant now, List<Finding> found) {
        NumberFacts number = facts.number();
        boolean dialable =
                number.kind() == NumberFacts.Kind.ORDINARY
                        && number.region() != null
                        && pack.limits().regions().contains(number.region());
        if (forbids("CMP-23", !dialable)) {
            found.add(
                    new Finding("CMP-23", "the number is of a kind or country that is not called"));
        }
        if (forbids("CMP-24", !facts.consentedPhone())) {
            found.add(new Finding("CMP-24", "the number is not the consented one"));
        }
        if (forbids("CMP-04", !proved(facts.phoneVerifiedAt(), now))) {
            found.add(new Finding("CMP-04", "the phone was not proved, or too long ago"));
        }
    }

    private boolean proved(Instant verifiedAt, Instant now) {
        return verifiedAt != null
                && !verifiedAt.isAfter(now)
                && now.isBefore(verifiedAt.plus(pack.limits().phoneProofAge()));
    }

    private boolean forbids(String rule, boolean broken) {
        return broken && pack.active(rule);
    }
}
