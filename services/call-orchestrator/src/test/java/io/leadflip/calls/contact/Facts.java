package io.leadflip.calls.contact;

import io.leadflip.contracts.door.CallPermit.Consent;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// Facts of a call that nothing speaks against at `NOON`, to be changed one at a time.
final class Facts {
    /// A Monday, noon in Indianapolis.
    static final Instant NOON = Instant.parse("2026-11-23T17:00:00Z");

    static final UUID BUSINESS = UUID.fromString("00000000-0000-7000-8000-000000000001");

    List<String> refusals = List.of();
    UUID business = BUSINESS;
    CallPurpose purpose = CallPurpose.QUALIFY_LEAD;
    Instant requestedAt = NOON.minusSeconds(60);
    String contactKey = "key";
    Instant phoneVerifiedAt = NOON.minus(Duration.ofDays(20));
    Consent consent = consent(it -> it);
    boolean suppressed;
    String timeZone = "America/Indiana/Indianapolis";
    String state = "IN";
    boolean declined;
    NumberFacts number = number("America/Indiana/Indianapolis", "IN");
    List<Instant> recent = List.of();
    int ofCall;
    int ofMatch;

    static Facts ok() {
        return new Facts();
    }

    ContactFacts build() {
        return new ContactFacts(
                refusals,
                business,
                purpose,
                requestedAt,
                contactKey,
                phoneVerifiedAt,
                consent,
                suppressed,
                timeZone,
                state,
                declined,
                number,
                recent,
                ofCall,
                ofMatch);
    }

    static NumberFacts number(String zone, String state) {
        return new NumberFacts(
                "US", NumberFacts.Kind.ORDINARY, Set.of(ZoneId.of(zone)), Set.of(state));
    }

    static NumberFacts kind(NumberFacts.Kind kind, String region) {
        return new NumberFacts(
                region, kind, Set.of(ZoneId.of("America/Indiana/Indianapolis")), Set.of("IN"));
    }

    static Consent consent(UnaryOperator<Given> change) {
        Given given = change.apply(new Given());
        return new Consent(
                UUID.randomUUID(),
                given.business,
                given.contactKey,
                given.channels,
                given.purposes,
                given.grantedAt,
                given.expiresAt,
                given.revokedAt,
                given.written,
                given.namesSeller,
                given.mentionsAi,
                given.evidence);
    }

    static final class Given {
        UUID business = BUSINESS;
        String contactKey = "key";
        Set<Channel> channels = Set.of(Channel.AI_VOICE);
        Set<CallPurpose> purposes = Set.of(CallPurpose.QUALIFY_LEAD, CallPurpose.CONSUMER_CALLBACK);
        Instant grantedAt = NOON.minus(Duration.ofDays(30));
        Instant expiresAt = NOON.plus(Duration.ofDays(30));
        Instant revokedAt;
        boolean written = true;
        boolean namesSeller = true;
        boolean mentionsAi = true;
        boolean evidence = true;
    }
}
