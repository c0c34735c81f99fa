package io.leadflip.calls.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadflip.contracts.door.CallPermit.Consent;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Channel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FactsTextTest {
    private final ContactGate gate = new ContactGate(RulePacks.load("us-default"));

    /// Sets have another order in every process, this text has not.
    @Test
    void shouldWriteTheSameFactsTheSameWay() {
        // Given
        Facts facts = Facts.ok();
        facts.number =
                new NumberFacts(
                        "US",
                        NumberFacts.Kind.ORDINARY,
                        Set.of(
                                ZoneId.of("America/New_York"),
                                ZoneId.of("America/Chicago"),
                                ZoneId.of("America/Denver")),
                        Set.of("NY", "IL", "CO", "IN"));
        facts.recent = List.of(Facts.NOON.minusSeconds(10), Facts.NOON.minusSeconds(20));
        facts.ofCall = 1;
        facts.ofMatch = 2;
        facts.consent =
                consent(
                        Set.of(Channel.SMS, Channel.EMAIL, Channel.AI_VOICE),
                        Set.of(CallPurpose.values()));
        // When
        String text = FactsText.of(facts.build(), Facts.NOON);
        // Then
        assertThat(text)
                .isEqualTo(
                        """
                        {"at":"2026-11-23T17:00:00Z","attemptsOfCall":1,"attemptsOfMatch":2,\
                        "businessId":"00000000-0000-7000-8000-000000000001",\
                        "consent":{"businessId":"00000000-0000-7000-8000-000000000001",\
                        "channels":["AI_VOICE","EMAIL","SMS"],"consentId":"00000000-0000-0000-0000-000000000007",\
                        "evidenceComplete":true,"expiresAt":"2026-12-23T17:00:00Z","grantedAt":"2026-10-24T17:00:00Z",\
                        "mentionsAiVoice":true,"namesSeller":true,"ofThisPhone":true,\
                        "purposes":["CONFIRM_APPOINTMENT","CONSUMER_CALLBACK","FOLLOW_UP","QUALIFY_LEAD"],\
                        "revokedAt":null,"writtenForm":true},"declined":false,\
                        "number":{"kind":"ORDINARY","region":"US","states":["CO","IL","IN","NY"],\
                        "zones":["America/Chicago","America/Denver","America/New_York"]},"phoneKnown":true,\
                        "phoneVerifiedAt":"2026-11-03T17:00:00Z","purpose":"QUALIFY_LEAD",\
                        "recentAttempts":["2026-11-23T16:59:40Z","2026-11-23T16:59:50Z"],"refusals":[],\
                        "requestedAt":"2026-11-23T16:59:00Z","state":"IN","suppressed":false,\
                        "timeZone":"America/Indiana/Indianapolis"}""");
    }

    @Property(tries = 2000)
    void shouldTellEverythingThatTheDecisionHangsOn(@ForAll long seed) {
        // Given
        GateCase asked = new GateCases(seed).next();
        Instant now = Instant.ofEpochMilli(asked.now);
        // When
        JsonNode kept = read(FactsText.of(asked.facts(), now));
        // Then
        assertThat(gate.decide(facts(kept), instant(kept, "at")))
                .isEqualTo(gate.decide(asked.facts(), now));
    }

    private static Consent consent(Set<Channel> channels, Set<CallPurpose> purposes) {
        Consent given = Facts.consent(it -> it);
        return new Consent(
                new UUID(0, 7),
                given.businessId(),
                given.contactKey(),
                channels,
                purposes,
                given.grantedAt(),
                given.expiresAt(),
                null,
                true,
                true,
                true,
                true);
    }

    private static JsonNode read(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /// Which phone it was nobody needs to know.
    private static ContactFacts facts(JsonNode kept) {
        JsonNode number = kept.get("number");
        return new ContactFacts(
                all(kept.get("refusals"), Function.identity()),
                id(kept, "businessId"),
                text(kept, "purpose") == null ? null : CallPurpose.valueOf(text(kept, "purpose")),
                instant(kept, "requestedAt"),
                kept.get("phoneKnown").asBoolean() ? "this" : null,
                instant(kept, "phoneVerifiedAt"),
                kept.get("consent").isNull() ? null : consent(kept.get("consent")),
                kept.get("suppressed").asBoolean(),
                text(kept, "timeZone"),
                text(kept, "state"),
                kept.get("declined").asBoolean(),
                new NumberFacts(
                        text(number, "region"),
                        NumberFacts.Kind.valueOf(text(number, "kind")),
                        Set.copyOf(all(number.get("zones"), ZoneId::of)),
                        Set.copyOf(all(number.get("states"), Function.identity()))),
                all(kept.get("recentAttempts"), Instant::parse),
                kept.get("attemptsOfCall").asInt(),
                kept.get("attemptsOfMatch").asInt());
    }

    private static Consent consent(JsonNode kept) {
        Collection<Channel> channels = all(kept.get("channels"), Channel::valueOf);
        Collection<CallPurpose> purposes = all(kept.get("purposes"), CallPurpose::valueOf);
        return new Consent(
                id(kept, "consentId"),
                id(kept, "businessId"),
                kept.get("ofThisPhone").asBoolean() ? "this" : "another",
                Set.copyOf(channels),
                Set.copyOf(purposes),
                instant(kept, "grantedAt"),
                instant(kept, "expiresAt"),
                instant(kept, "revokedAt"),
                kept.get("writtenForm").asBoolean(),
                kept.get("namesSeller").asBoolean(),
                kept.get("mentionsAiVoice").asBoolean(),
                kept.get("evidenceComplete").asBoolean());
    }

    private static <T> List<T> all(JsonNode array, Function<String, T> read) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .map(read)
                .collect(Collectors.toList());
    }

    private static String text(JsonNode kept, String name) {
        return kept.get(name).isNull() ? null : kept.get(name).asText();
    }

    private static UUID id(JsonNode kept, String name) {
        return text(kept, name) == null ? null : UUID.fromString(text(kept, name));
    }

    private static Instant instant(JsonNode kept, String name) {
        return text(kept, name) == null ? null : Instant.parse(text(kept, name));
    }
}
