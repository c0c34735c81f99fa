package io.leadflip.calls.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.calls.contact.Decision.Allow;
import io.leadflip.calls.contact.Decision.Defer;
import io.leadflip.calls.contact.Decision.Deny;
import io.leadflip.calls.contact.RulePack.RuleEntry;
import io.leadflip.contracts.door.CallPermit.Consent;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ContactGateTest {
    private static final Instant NOON = Facts.NOON;

    private final ContactGate gate = new ContactGate(RulePacks.load("us-default"));

    @Test
    void shouldAllowWhenNothingSpeaksAgainstTheCall() {
        assertThat(decide(facts -> {}, NOON)).isEqualTo(new Allow());
    }

    static Stream<Arguments> denials() {
        return Stream.of(
                denial("no consent", "CMP-01", facts -> facts.consent = null),
                denial(
                        "other business",
                        "CMP-01",
                        facts ->
                                facts.consent =
                                        Facts.consent(
                                                it -> {
                                                    it.business = UUID.randomUUID();
                                                    return it;
                                                })),
                denial(
                        "SMS only",
                        "CMP-01",
                        facts ->
                                facts.consent =
                                        Facts.consent(
                                                it -> {
                                                    it.channels = Set.of(Channel.SMS);
                                                    return it;
                                                })),
                denial("other purpose", "CMP-01", facts -> facts.purpose = CallPurpose.FOLLOW_UP),
                denial("no purpose", "CMP-01", facts -> facts.purpose = null),
                denial(
                        "not yet given",
                        "CMP-01",
                        facts ->
                                facts.consent =
                                        Facts.consent(
                                                it -> {
                                                    it.grantedAt = NOON.plusMillis(1);
                                                    return it;
                                                })),
                denial(
                        "revoked a moment ago",
                        "CMP-01",
                        facts ->
                                facts.consent =
                                        Facts.consent(
                                                it -> {
                                                    it.revokedAt = NOON.minusMillis(1);
                                                    return it;
                                                })),
                denial(
                        "just expired",
                        "CMP-01",
                        facts ->
                                facts.consent =
                                        Facts.consent(
                                                it -> {
                                                    it.expiresAt = NOON;
                                                    return it;
                                                })),
                denial(
                        "no expiry known",
                        "CMP-01",
                        facts ->
                                facts.consent =
                                        Facts.consent(
                                                it -> {
                                                    it.expiresAt = null;
                                                    return it;
                                                })),
                denial("business unknown", "CMP-01", facts -> facts.business = null),
                denial(
                        "not in writing",
                        "CMP-02",
                        facts ->
                                facts.consent =
                                        Facts.consent(
                                                it -> {
                                                    it.written = false;
                                                    return it;
                                                })),
                denial(
                        "business not named",
                        "CMP-02",
                        facts ->
                                facts.consent =
                                        Facts.consent(
                                                it -> {
                                                    it.namesSeller = false;
                                                    return it;
                                                })),
                denial(
                        "AI not mentioned",
                        "CMP-02",
                        facts ->
                                facts.consent =
                                        Facts.consent(
                                                it -> {
                                                    it.mentionsAi = false;
                                                    return it;
                                                })),
                denial(
                        "evidence incomplete",
                        "CMP-03",
                        facts ->
                                facts.consent =
                                        Facts.consent(
                                                it -> {
                                                    it.evidence = false;
                                                    return it;
                                                })),
                denial("tried often enough", "CMP-12", facts -> facts.ofCall = 3),
                denial("call after call", "CMP-12", facts -> facts.ofMatch = 6),
                denial("declined before", "CMP-16", facts -> facts.declined = true),
                denial("suppressed", "CMP-20", facts -> facts.suppressed = true),
                denial(
                        "foreign",
                        "CMP-23",
                        facts -> facts.number = Facts.kind(NumberFacts.Kind.ORDINARY, "CA")),
                denial("number unknown", "CMP-23", facts -> facts.number = NumberFacts.unknown()),
                denial("other phone than consented", "CMP-24", facts -> facts.contactKey = "other"),
                denial("phone unknown", "CMP-24", facts -> facts.contactKey = null),
                denial("phone never proved", "CMP-04", facts -> facts.phoneVerifiedAt = null),
                denial(
                        "phone proved 90 days ago",
                        "CMP-04",
                        facts -> facts.phoneVerifiedAt = NOON.minus(Duration.ofDays(90))),
                denial(
                        "refused by the contact book",
                        "PERMIT",
                        facts -> facts.refusals = List.of("lead-withdrawn")));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("denials")
    void shouldDeny(String what, String rule, Consumer<Facts> change) {
        // When
        Decision decision = decide(change, NOON);
        // Then
        assertThat(decision).isInstanceOf(Deny.class);
        assertThat(decision.rules()).contains(rule);
    }

    @ParameterizedTest
    @EnumSource(value = NumberFacts.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "ORDINARY")
    void shouldDenyKindsOfNumbersThatAreNotCalled(NumberFacts.Kind kind) {
        assertThat(decide(facts -> facts.number = Facts.kind(kind, "US"), NOON).rules())
                .contains("CMP-23");
    }

    @ParameterizedTest
    @CsvSource({"0, 5, ALLOW", "0, 6, DENY", "2, 5, ALLOW", "2, 6, DENY"})
    void shouldHoldABusinessToSixAttemptsForALead(
            int ofCall, int ofMatch, Decision.Verdict verdict) {
        // When
        Decision decision =
                decide(
                        facts -> {
                            facts.ofCall = ofCall;
                            facts.ofMatch = ofMatch;
                        },
                        NOON);
        // Then
        assertThat(decision.verdict()).isEqualTo(verdict);
        assertThat(decision.findings())
                .allMatch(
                        finding ->
                                finding.equals(
                                        new Finding(
                                                "CMP-12",
                                                "this business tried often enough to reach the person")));
    }

    @Test
    void shouldNameEveryReasonOfADenial() {
        // When
        Decision decision =
                decide(
                        facts -> {
                            facts.consent = null;
                            facts.suppressed = true;
                        },
                        NOON);
        // Then
        assertThat(decision.rules()).contains("CMP-01", "CMP-02", "CMP-03", "CMP-20", "CMP-24");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, ALLOW", "1, 0, ALLOW", "2, 0, DENY", "1, 1440, ALLOW", "1, 1441, DENY"})
    void shouldHoldACallbackToTwoAttemptsWithinADay(
            int attempts, int minutesAgo, Decision.Verdict verdict) {
        // When
        Decision decision =
                decide(
                        facts -> {
                            facts.purpose = CallPurpose.CONSUMER_CALLBACK;
                            facts.ofCall = attempts;
                            facts.requestedAt = NOON.minus(Duration.ofMinutes(minutesAgo));
                        },
                        NOON);
        // Then
        assertThat(decision.verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T09:59:59, DEFER", // Monday
        "2026-11-23T10:00:00, ALLOW",
        "2026-11-23T17:59:59, ALLOW",
        "2026-11-23T18:00:00, DEFER",
        "2026-11-28T12:00:00, ALLOW", // Saturday
        "2026-11-29T12:00:00, DEFER", // Sunday
    })
    void shouldKeepTheHousesHours(LocalDateTime local, Decision.Verdict verdict) {
        assertThat(decide(facts -> {}, at(local, "America/Indiana/Indianapolis")).verdict())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-26T12:00, 2026-11-27T10:00", // Thanksgiving
        "2026-12-25T12:00, 2026-12-26T10:00", // Christmas, a Friday
        "2026-07-03T12:00, 2026-07-06T10:00", // kept for Saturday, the Fourth
        "2026-07-04T12:00, 2026-07-06T10:00",
        "2027-07-05T12:00, 2027-07-06T10:00", // kept for Sunday, the Fourth
        "2027-12-31T12:00, 2028-01-03T10:00", // kept for the first of January, a Saturday
    })
    void shouldDeferFromAFederalHolidayToTheFirstDayThatIsNone(
            LocalDateTime now, LocalDateTime until) {
        // Given
        Instant asked = at(now, "America/Indiana/Indianapolis");
        // When
        Decision decision = decide(facts -> agreedBefore(facts, asked), asked);
        // Then
        assertThat(decision.rules()).contains("CMP-13");
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Defer.class,
                        defer ->
                                assertThat(defer.until())
                                        .isEqualTo(at(until, "America/Indiana/Indianapolis")));
    }

    /// 23:30 on the eve in Chicago is the holiday in New York: one zone is enough.
    @Test
    void shouldCountAHolidayOfEveryZoneThePersonMayBeIn() {
        // Given
        Instant eve = Instant.parse("2026-11-26T05:30:00Z");
        // When
        Decision decision =
                decide(facts -> facts.number = Facts.number("America/Chicago", "IL"), eve);
        // Then
        assertThat(decision.rules()).contains("CMP-13");
    }

    /// A pack that keeps holidays and no hours: the day after begins at midnight.
    @Test
    void shouldOpenAtMidnightAfterAHolidayWhenNoHoursAreKept() {
        // Given
        RulePack anyHour = without(RulePacks.load("us-default"), "CMP-10", "CMP-11");
        Instant christmas = at(LocalDateTime.parse("2026-12-25T12:00"), "America/New_York");
        Facts facts = Facts.ok();
        agreedBefore(facts, christmas);
        // When
        Decision decision = new ContactGate(anyHour).decide(facts.build(), christmas);
        // Then
        assertThat(decision)
                .isEqualTo(
                        new Defer(
                                at(LocalDateTime.parse("2026-12-26T00:00"), "America/New_York"),
                                List.of(
                                        new Finding(
                                                "CMP-13",
                                                "a federal holiday in a zone the person may be in"))));
    }

    @Test
    void shouldAllowOnAHolidayWithTheSandboxPackAndSaySo() {
        // Given
        RulePack sandbox = RulePacks.load("sandbox");
        Instant thanksgiving = Instant.parse("2026-11-26T17:00:00Z");
        // When
        Decision decision = new ContactGate(sandbox).decide(Facts.ok().build(), thanksgiving);
        // Then
        assertThat(decision).isEqualTo(new Allow());
        assertThat(sandbox.switchedOff())
                .contains("CMP-13: switched off by the sandbox's rule pack: calls on any day");
    }

    @ParameterizedTest
    @CsvSource({"07:59:59, DEFER", "08:00:00, ALLOW", "20:59:59, ALLOW", "21:00:00, DEFER"})
    void shouldNeverLeaveTheFederalWindowWhenTheHousesIsWider(
            String time, Decision.Verdict verdict) {
        // Given
        RulePack wide = with(RulePacks.load("us-default"), new Week(allDay(), allDay(), allDay()));
        Instant at = at(LocalDateTime.parse("2026-11-23T" + time), "America/Indiana/Indianapolis");
        // When
        Decision decision = new ContactGate(wide).decide(Facts.ok().build(), at);
        // Then
        assertThat(decision.verdict()).isEqualTo(verdict);
    }

    @Test
    void shouldDeferFromSundayToMondayMorning() {
        // When
        Decision decision = decide(facts -> {}, Instant.parse("2026-11-22T17:00:00Z"));
        // Then
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Defer.class,
                        defer -> {
                            assertThat(defer.until())
                                    .isEqualTo(Instant.parse("2026-11-23T15:00:00Z"));
                            assertThat(defer.rules()).contains("CMP-10");
                        });
    }

    @Test
    void shouldDenyACallbackThatItsRequestDoesNotCoverWhenThePhoneMayRing() {
        // Given: asked for on Saturday evening, for a day; Monday morning is the next that is open
        Instant saturday = at(LocalDateTime.parse("2026-11-21T19:00"), "America/New_York");
        // When
        Decision decision =
                decide(
                        facts -> {
                            facts.purpose = CallPurpose.CONSUMER_CALLBACK;
                            facts.requestedAt = saturday;
                        },
                        saturday);
        // Then
        assertThat(decision).isInstanceOf(Deny.class);
        assertThat(decision.rules()).containsExactly("CMP-05", "CMP-10");
    }

    @Test
    void shouldDenyWhenTheConsentEndsBeforeThePhoneMayRing() {
        // Given: 18:00 on Monday
        Instant evening = Instant.parse("2026-11-23T23:00:00Z");
        Instant morning = Instant.parse("2026-11-24T15:00:00Z");
        // When
        Decision until = decide(facts -> facts.consent = consentUntil(morning), evening);
        Decision longer =
                decide(facts -> facts.consent = consentUntil(morning.plusMillis(1)), evening);
        // Then
        assertThat(until).isInstanceOf(Deny.class);
        assertThat(until.rules()).containsExactly("CMP-01", "CMP-10");
        assertThat(longer).isInstanceOf(Defer.class);
    }

    @Test
    void shouldWaitForTheWesternZoneWhenThePhoneIsFromThere() {
        // Given: 11:00 in Indianapolis is 08:00 in Los Angeles
        Consumer<Facts> western = facts -> facts.number = Facts.number("America/Los_Angeles", "CA");
        // When
        Decision decision = decide(western, Instant.parse("2026-11-23T16:00:00Z"));
        // Then: 10:00 in Los Angeles
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Defer.class,
                        defer ->
                                assertThat(defer.until())
                                        .isEqualTo(Instant.parse("2026-11-23T18:00:00Z")));
    }

    @Test
    void shouldCountEveryZoneWhenThePlaceIsUnknown() {
        // Given: noon in Indianapolis, 07:00 in Honolulu
        Decision decision = decide(facts -> facts.timeZone = null, NOON);
        // Then: 10:00 in Honolulu
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Defer.class,
                        defer ->
                                assertThat(defer.until())
                                        .isEqualTo(Instant.parse("2026-11-23T20:00:00Z")));
    }

    @Test
    void shouldCountEveryZoneWhenTheZoneHasNoMeaning() {
        assertThat(decide(facts -> facts.timeZone = "Mars/Olympus", NOON))
                .isInstanceOf(Defer.class);
    }

    @Test
    void shouldKeepTheStrictestStateWhenTheStateIsUnknown() {
        // Given: a Saturday noon, on which some state is closed
        Instant saturday = Instant.parse("2026-11-28T17:00:00Z");
        // When
        Decision decision = decide(facts -> facts.state = null, saturday);
        // Then
        assertThat(decision.rules()).containsExactly("CMP-11");
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Defer.class,
                        defer ->
                                assertThat(defer.until())
                                        .isEqualTo(Instant.parse("2026-11-30T15:00:00Z")));
    }

    @Test
    void shouldDenyAStateWithoutARow() {
        assertThat(decide(facts -> facts.state = "ZZ", NOON))
                .isInstanceOfSatisfying(
                        Deny.class, deny -> assertThat(deny.rules()).containsExactly("CMP-11"));
    }

    @Test
    void shouldDeferAfterThreeAttemptsUntilTheOldestIsADayAgo() {
        // Given
        List<Instant> three =
                List.of(
                        NOON.minusSeconds(600),
                        NOON.minus(Duration.ofHours(20)),
                        NOON.minus(Duration.ofHours(2)));
        // When
        Decision decision = decide(facts -> facts.recent = three, NOON);
        // Then
        assertThat(decision)
                .isEqualTo(
                        new Defer(
                                NOON.plus(Duration.ofHours(4)),
                                List.of(
                                        new Finding(
                                                "CMP-12", "too many attempts within 24 hours"))));
    }

    @Test
    void shouldAllowAgainWhenAttemptsAreADayOld() {
        // Given
        List<Instant> old =
                List.of(
                        NOON.minus(Duration.ofHours(24)),
                        NOON.minusSeconds(60),
                        NOON.minusSeconds(30));
        // Then
        assertThat(decide(facts -> facts.recent = old, NOON)).isEqualTo(new Allow());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-07T19:00, 2026-03-09T10:00", // Saturday evening before clocks go forward on
        // Sunday: Monday
        "2026-10-31T19:00, 2026-11-02T10:00", // and back
        "2026-03-06T19:00, 2026-03-07T10:00",
    })
    void shouldOpenAtTheLocalHourAcrossClockChanges(LocalDateTime now, LocalDateTime until) {
        // When
        Decision decision =
                decide(
                        facts -> agreedBefore(facts, at(now, "America/New_York")),
                        at(now, "America/New_York"));
        // Then
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Defer.class,
                        defer ->
                                assertThat(defer.until())
                                        .isEqualTo(at(until, "America/Indiana/Indianapolis")));
    }

    @Test
    void shouldAllowAtAnyHourWithTheSandboxPackAndSaySo() {
        // Given
        RulePack sandbox = RulePacks.load("sandbox");
        // When
        Decision decision =
                new ContactGate(sandbox)
                        .decide(Facts.ok().build(), Instant.parse("2026-11-22T09:00:00Z"));
        // Then
        assertThat(decision).isEqualTo(new Allow());
        assertThat(sandbox.switchedOff())
                .anyMatch(line -> line.startsWith("CMP-10: switched off by the sandbox"));
    }

    @Test
    void shouldKeepConsentRulesWithTheSandboxPack() {
        // Given
        Facts facts = Facts.ok();
        facts.consent = null;
        // Then
        assertThat(new ContactGate(RulePacks.load("sandbox")).decide(facts.build(), NOON))
                .isInstanceOf(Deny.class);
    }

    private Decision decide(Consumer<Facts> change, Instant now) {
        Facts facts = Facts.ok();
        change.accept(facts);
        return gate.decide(facts.build(), now);
    }

    private static void agreedBefore(Facts facts, Instant asked) {
        facts.phoneVerifiedAt = asked.minusSeconds(60);
        facts.consent =
                Facts.consent(
                        given -> {
                            given.grantedAt = facts.phoneVerifiedAt;
                            given.expiresAt = asked.plus(Duration.ofDays(30));
                            return given;
                        });
    }

    private static RulePack without(RulePack pack, String... ids) {
        Map<String, RuleEntry> rules = new HashMap<>(pack.rules());
        for (String id : ids) {
            rules.put(id, new RuleEntry(id, false, "", "taken out for a test"));
        }
        return new RulePack(
                pack.name(),
                pack.version(),
                pack.sandboxOnly(),
                rules,
                pack.federal(),
                pack.house(),
                pack.states(),
                pack.allZones(),
                pack.limits());
    }

    private static Consent consentUntil(Instant expiry) {
        return Facts.consent(
                given -> {
                    given.expiresAt = expiry;
                    return given;
                });
    }

    private static Arguments denial(String what, String rule, Consumer<Facts> change) {
        return Arguments.of(what, rule, change);
    }

    private static Instant at(LocalDateTime local, String zone) {
        return local.atZone(ZoneId.of(zone)).toInstant();
    }

    private static Hours allDay() {
        return new Hours(java.time.LocalTime.MIN, java.time.LocalTime.MAX);
    }

    private static RulePack with(RulePack pack, Week house) {
        return new RulePack(
                pack.name(),
                pack.version(),
                pack.sandboxOnly(),
                pack.rules(),
                pack.federal(),
                house,
                pack.states(),
                pack.allZones(),
                pack.limits());
    }
}
