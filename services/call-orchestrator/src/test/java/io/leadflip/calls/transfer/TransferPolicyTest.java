package io.leadflip.calls.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadflip.calls.contact.NumberFacts;
import io.leadflip.calls.contact.RulePack;
import io.leadflip.calls.contact.RulePacks;
import io.leadflip.calls.transfer.TransferVerdict.PutThrough;
import io.leadflip.calls.transfer.TransferVerdict.Task;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.door.CallPermit.BusinessLine;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.contracts.value.OpeningHours;
import io.leadflip.contracts.value.Party;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransferPolicyTest {
    private static final RulePack PACK = RulePacks.load("us-default");
    private static final String OURS = "+13175550100";
    private static final String CONSUMER = "+13175550142";
    private static final String BUSINESS = "+13175570100";
    private static final Duration RING = Duration.ofSeconds(20);
    private static final Duration LEAST = Duration.ofSeconds(45);
    private static final TransferPolicy POLICY = new TransferPolicy(PACK, true, RING, LEAST, 6);

    /// A Friday, 12:00 in Indianapolis.
    private static final Instant NOON = Instant.parse("2026-11-27T17:00:00Z");

    private static final List<OpeningHours> WEEKDAYS =
            List.of(
                    new OpeningHours(DayOfWeek.FRIDAY, LocalTime.of(8, 0), LocalTime.of(18, 0)),
                    new OpeningHours(DayOfWeek.MONDAY, LocalTime.of(8, 0), LocalTime.of(18, 0)));
    private static final BusinessLine LINE =
            new BusinessLine(
                    BUSINESS,
                    "key-of-business",
                    "America/Indiana/Indianapolis",
                    WEEKDAYS,
                    null,
                    false,
                    NOON);
    private static final NumberFacts ORDINARY = number("US", NumberFacts.Kind.ORDINARY);
    private static final TransferFacts FACTS = facts(permit(List.of(), false, LINE));

    @ParameterizedTest
    @CsvSource({
        "4, 45, 6, leadflip.transfer.ring-time",
        "601, 45, 6, leadflip.transfer.ring-time",
        "20, 0, 6, leadflip.transfer.least-talk",
        "20, 3601, 6, leadflip.transfer.least-talk",
        "20, 45, -1, leadflip.transfer.per-hour",
        "20, 45, 1001, leadflip.transfer.per-hour"
    })
    void shouldRefuseSettingsOutOfRange(int ring, int least, int perHour, String named) {
        assertThatThrownBy(
                        () ->
                                new TransferPolicy(
                                        PACK,
                                        true,
                                        Duration.ofSeconds(ring),
                                        Duration.ofSeconds(least),
                                        perHour))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @Test
    void shouldPutThroughWhileTheBusinessIsOpen() {
        // When
        TransferVerdict verdict = POLICY.decide(FACTS, NOON);
        // Then: what is left after the last ring
        assertThat(verdict)
                .isEqualTo(new PutThrough(BUSINESS, "key-of-business", Duration.ofSeconds(130)));
        assertThat(verdict.toString()).doesNotContain(BUSINESS);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T12:59:59Z, CLOSED",
        "2026-11-27T13:00:00Z, ",
        "2026-11-27T22:59:59Z, ",
        "2026-11-27T23:00:00Z, CLOSED",
        "2026-11-28T17:00:00Z, CLOSED",
        // In summer the same hours lie an hour earlier.
        "2026-07-03T12:00:00Z, ",
        "2026-07-03T11:59:59Z, CLOSED",
        "2026-07-03T22:00:00Z, CLOSED",
    })
    void shouldKeepToTheHoursOfTheBusinessesOwnZone(Instant at, TransferRefusal refusal) {
        assertThat(reason(POLICY.decide(FACTS, at))).isEqualTo(refusal);
    }

    @Test
    void shouldNotCallWhoDoesNotSayWhenOrWhere() {
        assertThat(refusalAt(null)).isEqualTo(TransferRefusal.NO_PHONE);
        assertThat(refusalAt(line(null, WEEKDAYS, "UTC", null, false)))
                .isEqualTo(TransferRefusal.NO_PHONE);
        assertThat(refusalAt(line(BUSINESS, List.of(), "UTC", null, false)))
                .isEqualTo(TransferRefusal.HOURS_UNKNOWN);
        assertThat(refusalAt(line(BUSINESS, null, "UTC", null, false)))
                .isEqualTo(TransferRefusal.HOURS_UNKNOWN);
        assertThat(refusalAt(line(BUSINESS, WEEKDAYS, null, null, false)))
                .isEqualTo(TransferRefusal.HOURS_UNKNOWN);
        assertThat(refusalAt(line(BUSINESS, WEEKDAYS, "Mars/Olympus", null, false)))
                .isEqualTo(TransferRefusal.HOURS_UNKNOWN);
    }

    @Test
    void shouldNotCallANumberThatIsOnlyTheBusinessesWord() {
        // Given
        BusinessLine unapproved =
                new BusinessLine(
                        BUSINESS, "key-of-business", LINE.timeZone(), WEEKDAYS, null, false, null);
        // Then
        assertThat(refusalAt(unapproved)).isEqualTo(TransferRefusal.PHONE_NOT_APPROVED);
    }

    @Test
    void shouldNotCallABusinessThatDoesNotWantIt() {
        assertThat(refusalAt(line(BUSINESS, WEEKDAYS, LINE.timeZone(), null, true)))
                .isEqualTo(TransferRefusal.SUPPRESSED);
        assertThat(refusalAt(line(BUSINESS, WEEKDAYS, LINE.timeZone(), NOON.plusSeconds(1), false)))
                .isEqualTo(TransferRefusal.PAUSED);
        assertThat(refusalAt(line(BUSINESS, WEEKDAYS, LINE.timeZone(), NOON, false))).isNull();
        assertThat(refusal(facts -> with(facts).suppressed(true).build()))
                .isEqualTo(TransferRefusal.SUPPRESSED);
    }

    @Test
    void shouldCallNobodyTwiceOnOneLine() {
        assertThat(refusalAt(line(CONSUMER, WEEKDAYS, LINE.timeZone(), null, false)))
                .isEqualTo(TransferRefusal.SAME_NUMBER);
        assertThat(refusalAt(line(OURS, WEEKDAYS, LINE.timeZone(), null, false)))
                .isEqualTo(TransferRefusal.SAME_NUMBER);
    }

    @ParameterizedTest
    @EnumSource(NumberFacts.Kind.class)
    void shouldCallOnlyNumbersThatAnyoneMayCall(NumberFacts.Kind kind) {
        // Given
        boolean called =
                Set.of(NumberFacts.Kind.ORDINARY, NumberFacts.Kind.TOLL_FREE, NumberFacts.Kind.VOIP)
                        .contains(kind);
        // Then
        assertThat(refusal(facts -> with(facts).number(number("US", kind)).build()))
                .isEqualTo(called ? null : TransferRefusal.NUMBER_NOT_CALLED);
        assertThat(refusal(facts -> with(facts).number(number("SO", kind)).build()))
                .isEqualTo(TransferRefusal.NUMBER_NOT_CALLED);
        assertThat(refusal(facts -> with(facts).number(number(null, kind)).build()))
                .isEqualTo(TransferRefusal.NUMBER_NOT_CALLED);
    }

    @Test
    void shouldDoNothingOnACallThatIsNotToGoOn() {
        assertThat(refusal(facts -> with(facts).wanted(false).build()))
                .isEqualTo(TransferRefusal.NOBODY_THERE);
        assertThat(refusal(facts -> with(facts).permit(null).build()))
                .isEqualTo(TransferRefusal.NO_PERMIT);
        assertThat(refusal(facts -> with(facts).ofThisCall(false).build()))
                .isEqualTo(TransferRefusal.PERMIT_REFUSES);
        assertThat(reason(POLICY.decide(facts(permit(List.of("stopped"), false, LINE)), NOON)))
                .isEqualTo(TransferRefusal.PERMIT_REFUSES);
        assertThat(reason(POLICY.decide(facts(permit(List.of(), true, LINE)), NOON)))
                .isEqualTo(TransferRefusal.PERMIT_REFUSES);
        assertThat(refusal(facts -> with(facts).halted(true).build()))
                .isEqualTo(TransferRefusal.HALTED);
        assertThat(reason(new TransferPolicy(PACK, false, RING, LEAST, 6).decide(FACTS, NOON)))
                .isEqualTo(TransferRefusal.SWITCHED_OFF);
    }

    @ParameterizedTest
    @CsvSource({"65, ", "64, NO_TIME", "0, NO_TIME", "-30, NO_TIME"})
    void shouldNeedTimeToRingAndTalk(int seconds, TransferRefusal refusal) {
        assertThat(refusal(facts -> with(facts).left(Duration.ofSeconds(seconds)).build()))
                .isEqualTo(refusal);
    }

    @Test
    void shouldSpareAPhoneThatIsBusyOrRangOften() {
        assertThat(refusal(facts -> with(facts).busy(true).build()))
                .isEqualTo(TransferRefusal.BUSY);
        assertThat(refusal(facts -> with(facts).withinHour(5).build())).isNull();
        assertThat(refusal(facts -> with(facts).withinHour(6).build()))
                .isEqualTo(TransferRefusal.TOO_OFTEN);
    }

    /// Whatever else is known, nobody is put through when a single thing forbids it.
    @Test
    void shouldNeverPutThroughWhenAnythingForbidsIt() {
        Random random = new Random(20261127);
        for (int i = 0; i < 100_000; i++) {
            // Given
            boolean suppressed = chance(random);
            boolean paused = chance(random);
            boolean refused = chance(random);
            boolean consumerSuppressed = chance(random);
            BusinessLine line =
                    line(
                            chance(random) ? null : BUSINESS,
                            chance(random) ? List.of() : WEEKDAYS,
                            LINE.timeZone(),
                            paused ? NOON.plus(Duration.ofDays(400)) : null,
                            suppressed);
            CallPermit permit =
                    chance(random)
                            ? null
                            : permit(
                                    refused ? List.of("lead-withdrawn") : List.of(),
                                    consumerSuppressed,
                                    line);
            TransferFacts facts =
                    new TransferFacts(
                            !chance(random),
                            permit,
                            !chance(random),
                            chance(random),
                            chance(random),
                            chance(random) ? NumberFacts.unknown() : ORDINARY,
                            OURS,
                            chance(random),
                            random.nextInt(8),
                            Duration.ofSeconds(random.nextInt(241)));
            Instant at = NOON.plusSeconds(random.nextInt(14 * 24 * 3600));
            // When
            TransferVerdict verdict = POLICY.decide(facts, at);
            // Then
            boolean forbidden =
                    !facts.wanted()
                            || permit == null
                            || !facts.permitOfThisCall()
                            || refused
                            || consumerSuppressed
                            || facts.halted()
                            || line.phone() == null
                            || suppressed
                            || facts.suppressed()
                            || paused
                            || line.hours().isEmpty()
                            || facts.number().region() == null
                            || facts.lineBusy()
                            || facts.withinHour() >= 6
                            || facts.left().toSeconds() < 65
                            || !open(at);
            assertThat(verdict instanceof PutThrough).isEqualTo(!forbidden);
        }
    }

    /// Eastern standard time all along: no clock is changed within the two weeks.
    private static boolean open(Instant at) {
        long minute = Math.floorMod(at.getEpochSecond() / 60 - 5 * 60, 24 * 60);
        long day = Math.floorMod((at.getEpochSecond() / 60 - 5 * 60) / (24 * 60) + 3, 7);
        return (day == 0 || day == 4) && minute >= 8 * 60 && minute < 18 * 60;
    }

    private static boolean chance(Random random) {
        return random.nextInt(12) == 0;
    }

    private static TransferRefusal refusal(UnaryOperator<TransferFacts> change) {
        return reason(POLICY.decide(change.apply(FACTS), NOON));
    }

    private static TransferRefusal refusalAt(BusinessLine line) {
        return reason(POLICY.decide(facts(permit(List.of(), false, line)), NOON));
    }

    private static TransferRefusal reason(TransferVerdict verdict) {
        return verdict instanceof Task(TransferRefusal reason) ? reason : null;
    }

    private static NumberFacts number(String region, NumberFacts.Kind kind) {
        return new NumberFacts(region, kind, Set.of(), Set.of());
    }

    private static BusinessLine line(
            String phone,
            List<OpeningHours> hours,
            String zone,
            Instant pausedUntil,
            boolean suppressed) {
        return new BusinessLine(
                phone, "key-of-business", zone, hours, pausedUntil, suppressed, NOON);
    }

    private static CallPermit permit(List<String> refusals, boolean suppressed, BusinessLine line) {
        UUID id = UUID.randomUUID();
        return new CallPermit(
                id,
                id,
                id,
                id,
                refusals,
                CallPurpose.QUALIFY_LEAD,
                Party.BUSINESS,
                NOON,
                CONSUMER,
                "key-of-consumer",
                NOON,
                null,
                suppressed,
                "46032",
                "IN",
                "America/Indiana/Indianapolis",
                false,
                null,
                line,
                null);
    }

    private static TransferFacts facts(CallPermit permit) {
        return new TransferFacts(
                true,
                permit,
                true,
                false,
                false,
                ORDINARY,
                OURS,
                false,
                0,
                Duration.ofSeconds(150));
    }

    private static TransferFactsBuilder with(TransferFacts facts) {
        return TransferFactsBuilder.of(facts);
    }
}
