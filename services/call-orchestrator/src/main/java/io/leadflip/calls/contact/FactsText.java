package io.leadflip.calls.contact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadflip.contracts.door.CallPermit.Consent;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/// Facts as they are kept with a decision, so that it can be made once more: JSON in which every
/// member and every set has its order, so that the same facts are the same text in every process.
///
/// Of the phone it says only whether the consent was given with it.
public final class FactsText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FactsText() {}

    /// @param at for which moment it was decided
    public static String of(ContactFacts facts, Instant at) {
        Map<String, Object> text = new TreeMap<>();
        text.put("at", at.toString());
        text.put("attemptsOfCall", facts.attemptsOfCall());
        text.put("attemptsOfMatch", facts.attemptsOfMatch());
        text.put("businessId", text(facts.businessId()));
        text.put("consent", facts.consent() == null ? null : consent(facts));
        text.put("declined", facts.declined());
        text.put("number", number(facts.number()));
        text.put("phoneKnown", facts.contactKey() != null);
        text.put("phoneVerifiedAt", text(facts.phoneVerifiedAt()));
        text.put("purpose", text(facts.purpose()));
        text.put("recentAttempts", sorted(facts.recentAttempts()));
        text.put("refusals", sorted(facts.refusals()));
        text.put("requestedAt", text(facts.requestedAt()));
        text.put("state", facts.state());
        text.put("suppressed", facts.suppressed());
        text.put("timeZone", facts.timeZone());
        return json(text);
    }

    private static Map<String, Object> consent(ContactFacts facts) {
        Consent consent = facts.consent();
        Map<String, Object> text = new TreeMap<>();
        text.put("businessId", text(consent.businessId()));
        text.put("channels", sorted(consent.channels()));
        text.put("consentId", text(consent.consentId()));
        text.put("evidenceComplete", consent.evidenceComplete());
        text.put("expiresAt", text(consent.expiresAt()));
        text.put("grantedAt", text(consent.grantedAt()));
        text.put("mentionsAiVoice", consent.mentionsAiVoice());
        text.put("namesSeller", consent.namesSeller());
        text.put("ofThisPhone", facts.consentedPhone());
        text.put("purposes", sorted(consent.purposes()));
        text.put("revokedAt", text(consent.revokedAt()));
        text.put("writtenForm", consent.writtenForm());
        return text;
    }

    private static Map<String, Object> number(NumberFacts number) {
        Map<String, Object> text = new TreeMap<>();
        text.put("kind", text(number.kind()));
        text.put("region", number.region());
        text.put("states", sorted(number.states()));
        text.put("zones", sorted(number.zones()));
        return text;
    }

    private static Collection<String> sorted(Collection<?> values) {
        return values.stream().map(FactsText::text).sorted().toList();
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    private static String json(Map<String, Object> text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Facts cannot be written", e);
        }
    }
}
