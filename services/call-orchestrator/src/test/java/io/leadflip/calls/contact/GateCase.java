package io.leadflip.calls.contact;

import io.leadflip.contracts.door.CallPermit.Consent;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Channel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// One question to the gate in the plainest terms there are: milliseconds, numbers, and null or
/// `NEVER` for what nobody knows. The oracle reads these; the gate gets what [#facts()] makes of
/// them.
final class GateCase {
    /// An instant that is not known.
    static final long NEVER = Long.MIN_VALUE;

    long now;
    List<String> refusals = List.of();
    Integer business = 1;
    String purpose = "QUALIFY_LEAD";
    long requested = NEVER;
    String key = "k1";
    long proved;
    boolean consented = true;
    Integer consentBusiness = 1;
    String consentKey = "k1";
    Set<String> channels = Set.of("AI_VOICE");
    Set<String> purposes = Set.of("QUALIFY_LEAD");
    long granted;
    long expires;
    long revoked = NEVER;
    boolean written = true;
    boolean namesSeller = true;
    boolean mentionsAi = true;
    boolean evidence = true;
    boolean suppressed;
    boolean declined;
    String leadZone = "America/New_York";
    String leadState = "NY";
    String region = "US";
    String kind = "ORDINARY";
    Set<String> phoneZones = Set.of("America/New_York");
    Set<String> phoneStates = Set.of("NY");
    long[] recent = {};
    int ofCall;
    int ofMatch;

    ContactFacts facts() {
        return new ContactFacts(
                refusals,
                id(business),
                purpose == null ? null : CallPurpose.valueOf(purpose),
                instant(requested),
                key,
                instant(proved),
                consent(),
                suppressed,
                leadZone,
                leadState,
                declined,
                number(),
                Arrays.stream(recent).mapToObj(Instant::ofEpochMilli).toList(),
                ofCall,
                ofMatch);
    }

    private Consent consent() {
        return !consented
                ? null
                : new Consent(
                        new UUID(0, 7),
                        id(consentBusiness),
                        consentKey,
                        channels.stream().map(Channel::valueOf).collect(Collectors.toSet()),
                        purposes.stream().map(CallPurpose::valueOf).collect(Collectors.toSet()),
                        instant(granted),
                        instant(expires),
                        instant(revoked),
                        written,
                        namesSeller,
                        mentionsAi,
                        evidence);
    }

    private NumberFacts number() {
        Set<ZoneId> zones = new HashSet<>();
        phoneZones.forEach(zone -> zones.add(ZoneId.of(zone)));
        return new NumberFacts(region, NumberFacts.Kind.valueOf(kind), zones, phoneStates);
    }

    private static UUID id(Integer number) {
        return number == null ? null : new UUID(0, number);
    }

    private static Instant instant(long millis) {
        return millis == NEVER ? null : Instant.ofEpochMilli(millis);
    }

    @Override
    public String toString() {
        return "at " + Instant.ofEpochMilli(now) + ", " + facts();
    }
}
