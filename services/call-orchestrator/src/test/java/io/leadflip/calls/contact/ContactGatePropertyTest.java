package io.leadflip.calls.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/// The gate's time rules against an oracle written the slow and obvious way: look at the clock in
/// each zone, minute by minute.
class ContactGatePropertyTest {
    private static final Instant START = Instant.parse("2026-02-20T00:00:00Z");
    private static final List<String> ZONES =
            List.of(
                    "America/New_York",
                    "America/Chicago",
                    "America/Phoenix",
                    "America/Los_Angeles",
                    "Pacific/Honolulu");

    /// Federal ones within the time that is tried.
    private static final Set<String> HOLIDAYS =
            Set.of(
                    "2026-05-25",
                    "2026-06-19",
                    "2026-07-03",
                    "2026-07-04",
                    "2026-09-07",
                    "2026-10-12",
                    "2026-11-11",
                    "2026-11-26",
                    "2026-12-25",
                    "2027-01-01",
                    "2027-01-18",
                    "2027-02-15");

    private final ContactGate gate = new ContactGate(RulePacks.load("us-default"));

    @Property(tries = 400)
    void shouldAllowExactlyWhenEveryClockIsInsideTheWindow(
            @ForAll @LongRange(min = 0, max = 400L * 24 * 60) long minute,
            @ForAll @IntRange(max = 4) int lead,
            @ForAll @IntRange(max = 4) int phone) {
        // Given
        Instant now = START.plus(Duration.ofMinutes(minute));
        // When
        Decision decision = gate.decide(facts(now, ZONES.get(lead), ZONES.get(phone)), now);
        // Then
        boolean open = open(now, ZONES.get(lead), ZONES.get(phone));
        assertThat(decision.verdict())
                .isEqualTo(open ? Decision.Verdict.ALLOW : Decision.Verdict.DEFER);
    }

    @Property(tries = 150)
    void shouldDeferToTheFirstOpenMinute(
            @ForAll @LongRange(min = 0, max = 400L * 24 * 60) long minute,
            @ForAll @IntRange(max = 4) int lead,
            @ForAll @IntRange(max = 4) int phone) {
        // Given
        Instant now = START.plus(Duration.ofMinutes(minute));
        // When
        Decision decision = gate.decide(facts(now, ZONES.get(lead), ZONES.get(phone)), now);
        // Then
        if (decision instanceof Decision.Defer(Instant until, List<Finding> findings)) {
            Instant first =
                    LongStream.rangeClosed(1, 14L * 24 * 60)
                            .mapToObj(ahead -> now.plus(Duration.ofMinutes(ahead)))
                            .filter(at -> open(at, ZONES.get(lead), ZONES.get(phone)))
                            .findFirst()
                            .orElseThrow();
            assertThat(until).isEqualTo(first);
        }
    }

    /// Whatever the call is: what is deferred may be made at that very moment, as things stand.
    @Property(tries = 2000)
    void shouldAllowAtTheInstantOfADeferral(@ForAll long seed) {
        // Given
        GateCase asked = new GateCases(seed).next();
        // When
        Decision decision = gate.decide(asked.facts(), Instant.ofEpochMilli(asked.now));
        // Then
        if (decision instanceof Decision.Defer(Instant until, List<Finding> findings)) {
            assertThat(gate.decide(asked.facts(), until)).isEqualTo(new Decision.Allow());
        }
    }

    private static boolean open(Instant at, String... zones) {
        return Stream.of(zones)
                .map(zone -> at.atZone(ZoneId.of(zone)))
                .allMatch(ContactGatePropertyTest::open);
    }

    private static boolean open(ZonedDateTime local) {
        return local.getDayOfWeek().getValue() <= 6
                && local.getHour() >= 10
                && local.getHour() < 18
                && !HOLIDAYS.contains(local.toLocalDate().toString());
    }

    private static ContactFacts facts(Instant now, String lead, String phone) {
        Facts facts = Facts.ok();
        facts.timeZone = lead;
        facts.number = Facts.number(phone, "IN");
        facts.requestedAt = now;
        facts.phoneVerifiedAt = now.minusSeconds(1);
        facts.consent =
                Facts.consent(
                        given -> {
                            given.grantedAt = now.minusSeconds(1);
                            given.expiresAt = now.plus(Duration.ofDays(60));
                            return given;
                        });
        return facts.build();
    }
}
